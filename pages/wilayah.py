"""Wilayah: the regions below the chosen one, on a map and in a list."""

import streamlit as st

from rekap import ui

scope = ui.require_scope()
picked = ui.choice()

ui.region.heading(scope, picked)
tingkat = ui.region.level(scope, picked)
ranked = ui.region.gather(scope, picked, tingkat)

if ranked is not None:
    left, right = st.columns([7, 5], gap="large")
    with left:
        ui.region.picture(scope, picked, ranked)
        ui.region.drill(ranked, picked)
    with right:
        ui.region.ranking(ranked, picked, ui.summary.target_of(scope, picked))
    ui.region.table(ranked)

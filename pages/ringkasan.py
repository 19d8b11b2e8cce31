"""Ringkasan: one number, its direction, what to do about it, then the charts."""

import streamlit as st

from rekap import ui

scope = ui.require_scope()
picked = ui.choice()

facts = ui.summary.gather(scope, picked)
ui.summary.headline(facts)
ui.summary.actions(facts)
ui.summary.paragraph(facts)

ui.sections.trend(scope, picked, facts)

left, right = st.columns(2, gap="large")
with left:
    ui.sections.ranking(picked, facts)
with right:
    ui.sections.components(picked, facts)

left, right = st.columns(2, gap="large")
with left:
    ui.sections.classes(scope, picked)
with right:
    ui.sections.reporting(facts)

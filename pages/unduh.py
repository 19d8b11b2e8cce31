"""Unduh: choose a table, see its cells, take the file away."""

from rekap import ui

scope = ui.require_scope()
picked = ui.choice()

table, profil = ui.takeaway.choose(scope, picked)
ui.takeaway.take(scope, table, profil)
ui.takeaway.preview(table, picked)

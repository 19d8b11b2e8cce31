"""Metode: what is counted, how, how people are protected, and what the words mean."""

from rekap import ui

scope = ui.require_scope()
picked = ui.choice()

ui.method.contents()
ui.method.definition()
ui.method.formula()
ui.method.protection()
ui.method.published(scope, picked)
ui.method.glossary()
ui.codebook.show()
ui.method.sources(scope, picked)

"""Drawings made on the server: each says in its title what is seen and brings its numbers along."""

from r2pgraph.pages.charts.chart import Chart, Sign
from r2pgraph.pages.charts.scores import scores
from r2pgraph.pages.charts.timeline import Event, timeline
from r2pgraph.pages.charts.units import Group, units

__all__ = ["Chart", "Event", "Group", "Sign", "scores", "timeline", "units"]

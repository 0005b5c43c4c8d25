//! Renderers of a report.

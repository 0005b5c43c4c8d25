//! The plot in the README: how long each program generates, and how long its SDK is checked.

use std::path::{Path, PathBuf};

use plotters::{
    coord::ranged1d::SegmentValue,
    prelude::*,
    style::text_anchor::{HPos, Pos, VPos},
};

use super::{
    Failure,
    record::{Measure, Record, Run},
    table::record_path,
    tool::OURS,
};

const SIZE: (u32, u32) = (900, 380);

/// The colours stand out from each other without colour, too: one is dark.
const OURS_COLOUR: RGBColor = RGBColor(0x1d, 0x4e, 0x89);
const PEER_COLOUR: RGBColor = RGBColor(0x9f, 0xb8, 0xd0);
const INK: RGBColor = RGBColor(0x22, 0x22, 0x22);
const GRID: RGBColor = RGBColor(0xdd, 0xdd, 0xdd);

/// The plot, by the root of the repository.
pub(super) fn plot_path(root: &Path) -> PathBuf {
    root.join("docs/peers.svg")
}

/// Draws Authlete's run.
pub(super) fn write(root: &Path) -> Result<(), Failure> {
    let record = Record::read(&record_path(root))?;
    let run = record.runs.get("authlete").ok_or("nothing was measured")?;
    let path = plot_path(root);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, svg(run)?)?;
    Ok(())
}

/// Returns the plot of a run.
fn svg(run: &Run) -> Result<String, Failure> {
    let mut text = String::new();
    {
        // The background is drawn: the page that shows it may be light or dark.
        let area = SVGBackend::with_string(&mut text, SIZE).into_drawing_area();
        area.fill(&WHITE)?;
        let (head, panels) = area.split_vertically(44);
        let caption = format!(
            "The SDK of the Authlete API, {} ({} cores; {}); shorter is better",
            run.date, run.cores, run.command
        );
        head.draw(&Text::new(
            caption,
            (20, 16),
            ("sans-serif", 17).into_font().color(&INK),
        ))?;
        let (left, right) = panels.split_horizontally(480);
        panel(
            &left,
            run,
            Measure::GenerateTime,
            "time to generate (s)",
            150,
        )?;
        panel(
            &right,
            run,
            Measure::CheckTime,
            "time of cargo check, SDK alone (s)",
            10,
        )?;
        area.present()?;
    }
    text.push('\n');
    Ok(text)
}

type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;

/// Draws bars, one for each program, with names where there is room at the left.
fn panel(
    area: &Area<'_>,
    run: &Run,
    measure: Measure,
    title: &str,
    names: u32,
) -> Result<(), Failure> {
    // The first program is at the top.
    let tools: Vec<_> = run.tools.iter().rev().collect();
    let seconds = |index: usize| Some(tools.get(index)?.get(measure)? / 1000.0);
    let last = tools.len().checked_sub(1).ok_or("nothing was measured")?;
    let most = (0..tools.len()).filter_map(seconds).fold(0.0, f64::max);
    let style = ("sans-serif", 14).into_font().color(&INK);
    let mut chart = ChartBuilder::on(area)
        .margin_right(20)
        .margin_left(10)
        .x_label_area_size(50)
        .y_label_area_size(names)
        // Values stand beside the bars.
        .build_cartesian_2d(0.0..most * 1.25, (0..last).into_segmented())?;
    let name = |segment: &SegmentValue<usize>| match segment {
        SegmentValue::CenterOf(index) if names > 20 => tools
            .get(*index)
            .map_or(String::new(), |it| it.name.clone()),
        SegmentValue::CenterOf(_) | SegmentValue::Exact(_) | SegmentValue::Last => String::new(),
    };
    chart
        .configure_mesh()
        .disable_y_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(GRID)
        .axis_style(INK)
        .x_desc(title)
        .x_labels(5)
        .x_label_formatter(&|value| number(*value))
        .y_labels(tools.len())
        .y_label_formatter(&name)
        .label_style(style.clone())
        .axis_desc_style(style.clone())
        .draw()?;
    let beside = style.pos(Pos::new(HPos::Left, VPos::Center));
    for (index, tool) in tools.iter().enumerate() {
        let colour = if tool.name == OURS {
            OURS_COLOUR
        } else {
            PEER_COLOUR
        };
        let value = seconds(index);
        let end = value.unwrap_or_default();
        let above = match index < last {
            true => SegmentValue::Exact(index + 1),
            false => SegmentValue::Last,
        };
        let mut bar = Rectangle::new(
            [(0.0, SegmentValue::Exact(index)), (end, above)],
            colour.filled(),
        );
        bar.set_margin(7, 7, 0, 0);
        chart.draw_series([bar])?;
        let label = match value {
            Some(value) => format!("{value:.2} s"),
            None => "fails".to_owned(),
        };
        let label = EmptyElement::at((end, SegmentValue::CenterOf(index)))
            + Text::new(label, (5, 0), beside.clone());
        chart.draw_series([label])?;
    }
    Ok(())
}

/// Returns a number without zeros at its end.
fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::peers::record::tests::record;

    #[test]
    fn a_plot_names_all_programs_axes_and_failures() {
        let text = svg(&record().runs["authlete"]).unwrap();
        for part in [
            "sdkwright",
            "other",
            "time to generate (s)",
            "0.10 s",
            "time of cargo check, SDK alone (s)",
            "1.00 s",
            "fails",
            "2026-01-02",
        ] {
            assert!(text.contains(part), "{part}\n{text}");
        }
    }

    /// Where this fails, `cargo xtask peers --plot` mends it.
    #[test]
    fn the_plot_is_that_of_the_committed_file() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let record = Record::read(&record_path(&root)).unwrap();
        let plot = std::fs::read_to_string(plot_path(&root)).unwrap();
        assert!(svg(&record.runs["authlete"]).unwrap() == plot);
    }

    #[test]
    fn numbers_have_no_zeros_at_the_end() {
        assert_eq!([0.0, 0.5, 2.0, 0.25].map(number), ["0", "0.5", "2", "0.25"]);
    }
}

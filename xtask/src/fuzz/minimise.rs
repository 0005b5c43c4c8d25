//! Makes a case that fails small, as long as it fails in the same way.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use serde_json::Value;

use super::{Failure, case::Case, child, tree};

/// How long to try.
const MAX_TIME: Duration = Duration::from_secs(60);

/// Returns a case as small as possible that has the same fault.
pub(super) fn minimise(case: Case, fault: &str, folder: &Path) -> Result<Case, Failure> {
    let mut search = Search {
        best: case,
        fault: kind(fault).to_owned(),
        folder,
        until: Instant::now() + MAX_TIME,
    };
    for attempt in [
        |case: &mut Case| case.settings = None,
        |case: &mut Case| case.overlay = None,
    ] {
        let mut smaller = search.best.clone();
        attempt(&mut smaller);
        search.try_case(smaller)?;
    }
    search.nodes()?;
    search.lines()?;
    Ok(search.best)
}

/// Returns what of a fault is the same in all cases that have it: not the text that is shown.
pub(super) fn kind(fault: &str) -> &str {
    let end = fault.find(['`', '0']).unwrap_or(fault.len());
    &fault[..end]
}

struct Search<'a> {
    best: Case,
    fault: String,
    folder: &'a Path,
    until: Instant,
}

impl Search<'_> {
    /// Keeps a case when it fails in the same way.
    fn try_case(&mut self, case: Case) -> Result<bool, Failure> {
        if case == self.best || Instant::now() > self.until {
            return Ok(false);
        }
        case.write(self.folder)?;
        let same = child::replay(self.folder)?.is_some_and(|fault| kind(&fault) == self.fault);
        if same {
            self.best = case;
        }
        Ok(same)
    }

    /// Removes nodes of the document, the large ones first.
    fn nodes(&mut self) -> Result<(), Failure> {
        let Ok(mut tree) = serde_yaml::from_str::<Value>(&self.best.document) else {
            return Ok(());
        };
        let as_text = |tree: &Value| serde_json::to_string_pretty(tree).unwrap_or_default();
        if !self.try_case(Case {
            name: "document.json".to_owned(),
            document: as_text(&tree),
            ..self.best.clone()
        })? {
            return Ok(());
        }
        loop {
            let mut removed = false;
            let mut pointers = tree::pointers(&tree);
            // Within a list, from the last, so that the pointers to the others stay true.
            pointers.sort_by_key(|at| (at.matches('/').count(), std::cmp::Reverse(at.clone())));
            for at in pointers.iter().filter(|at| !at.is_empty()) {
                let mut smaller = tree.clone();
                tree::remove(&mut smaller, at);
                let mut case = self.best.clone();
                case.document = as_text(&smaller);
                if smaller != tree && self.try_case(case)? {
                    tree = smaller;
                    removed = true;
                }
            }
            if !removed {
                return Ok(());
            }
        }
    }

    /// Removes lines of every file.
    fn lines(&mut self) -> Result<(), Failure> {
        let parts: [fn(&mut Case) -> Option<&mut String>; 3] = [
            |case| Some(&mut case.document),
            |case| case.overlay.as_mut(),
            |case| case.settings.as_mut(),
        ];
        for part in parts {
            let count =
                part(&mut self.best.clone()).map_or(0, |text| text.split_inclusive('\n').count());
            let mut size = count.next_power_of_two() / 2;
            while size > 0 {
                let mut from = 0;
                loop {
                    let mut case = self.best.clone();
                    let Some(text) = part(&mut case) else { break };
                    let lines: Vec<String> =
                        text.split_inclusive('\n').map(str::to_owned).collect();
                    if from >= lines.len() {
                        break;
                    }
                    let end = (from + size).min(lines.len());
                    *text = [&lines[..from], &lines[end..]].concat().concat();
                    if !self.try_case(case)? {
                        from += size;
                    }
                }
                size /= 2;
            }
        }
        Ok(())
    }
}

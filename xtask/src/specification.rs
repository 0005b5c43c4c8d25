//! The document of the Authlete API, as other programs get it.

use std::{error::Error, path::Path};

use sdkwright::{
    diagnostic::{Report, Sources},
    load::{Input, load},
};
use serde_json::Value;

/// Returns the document with its overlay applied.
pub(crate) fn mended(root: &Path) -> Result<Value, Box<dyn Error>> {
    let input = Input::Path(root.join("specs/authlete.yaml"));
    let overlay = [root.join("specs/authlete.overlay.yaml")];
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let document =
        load(&input, &overlay, &mut sources, &mut report).ok_or("the document has errors")?;
    Ok(document.root().clone())
}

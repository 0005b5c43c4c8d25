//! Generates Rust SDKs from OpenAPI documents: typed models, an async client, one error type, docs.
//!
//! Most users want the program (`sdkwright generate`) or, in a build script, [`Builder`]. This is the
//! pipeline that both run, stage by stage; every stage reports into one report, and nothing is
//! printed or written before the end:
//!
//! ```
//! use sdkwright::{
//!     Config,
//!     diagnostic::{Report, Sources},
//!     load::{Input, load},
//!     lower::lower,
//!     pass,
//!     plan::plan,
//! };
//!
//! let input = Input::Text {
//!     name: "pets.yaml".to_owned(),
//!     text: "
//! openapi: 3.0.3
//! info: {title: Pets, version: '1'}
//! paths:
//!   /pets/{name}:
//!     get:
//!       operationId: getPet
//!       tags: [pets]
//!       parameters: [{name: name, in: path, required: true, schema: {type: string}}]
//!       responses:
//!         '200':
//!           description: The pet.
//!           content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}
//! components:
//!   schemas:
//!     Pet: {type: object, required: [name], properties: {name: {type: string}, age: {type: integer}}}
//! "
//!     .to_owned(),
//! };
//! let (mut sources, mut report, config) = (Sources::default(), Report::default(), Config::default());
//!
//! // Bytes to one tree, in which every reference leads somewhere.
//! let document = load(&input, &[], &mut sources, &mut report).expect("the document is valid");
//! // The tree to an API, without the words of OpenAPI.
//! let mut api = lower(&document, &mut report);
//! // Selected, merged, grouped, named.
//! pass::run(&mut api, &config, &mut report);
//! // Every name, type and line of documentation, decided.
//! let sdk = plan(&api, &config, &mut report);
//!
//! assert_eq!(sdk.groups[0].operations[0].method, "get_pet");
//! assert_eq!(sdk.models[0].name, "Pet");
//! assert!(report.diagnostics().is_empty());
//! ```
//!
//! [`Generator`] runs these and prints the files; [`mod@write`] brings them to disk.
//!
//! # Features
//!
//! - `cli` (default): the program, and the renderer of findings for terminals.
//! - `overlay` (default): OpenAPI overlays; without it, naming one is an error that says so.
//! - `parallel` (default): prints files on all cores.

pub mod api;
mod build_script;
#[cfg(feature = "cli")]
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod emit;
mod generator;
mod lint;
pub mod load;
pub mod lower;
mod parallel;
pub mod pass;
pub mod plan;
pub mod write;

pub use build_script::{BuildError, Builder};
pub use config::Config;
pub use generator::{Generator, Outcome, Stats};

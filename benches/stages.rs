//! How long each stage takes on the Authlete API: `cargo bench --bench stages`.

use std::{hint::black_box, path::PathBuf};

use sdkwright::{
    Config, Generator,
    api::Api,
    config::Layer,
    diagnostic::{Report, Sources},
    emit::emit,
    load::{Document, Input, load},
    lower::lower,
    pass,
    plan::{Sdk, plan},
};

fn main() {
    divan::main();
}

/// The settings of this repository, which name the document and its overlay.
fn config() -> Config {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/sdkwright.toml"));
    let layer = Layer::read(&path, &mut sources, &mut report);
    assert!(!report.has_errors(), "the settings are valid");
    let mut config = Config::default();
    config.apply(layer);
    config
}

fn document(config: &Config) -> Document {
    let input = Input::Path(config.spec.clone().expect("the settings name a document"));
    load(
        &input,
        &config.overlay,
        &mut Sources::default(),
        &mut Report::default(),
    )
    .expect("the document is valid")
}

fn named(config: &Config) -> Api {
    let mut api = lower(&document(config), &mut Report::default());
    pass::run(&mut api, config, &mut Report::default());
    api
}

fn planned(config: &Config) -> Sdk {
    plan(&named(config), config, &mut Report::default())
}

#[divan::bench]
fn load_stage(bencher: divan::Bencher) {
    let config = config();
    bencher.bench_local(|| document(black_box(&config)));
}

#[divan::bench]
fn lower_stage(bencher: divan::Bencher) {
    let document = document(&config());
    bencher.bench_local(|| lower(black_box(&document), &mut Report::default()));
}

#[divan::bench]
fn pass_stage(bencher: divan::Bencher) {
    let config = config();
    let api = lower(&document(&config), &mut Report::default());
    bencher
        .with_inputs(|| api.clone())
        .bench_local_values(|mut api| {
            pass::run(&mut api, black_box(&config), &mut Report::default());
            api
        });
}

#[divan::bench]
fn plan_stage(bencher: divan::Bencher) {
    let config = config();
    let api = named(&config);
    bencher.bench_local(|| plan(black_box(&api), &config, &mut Report::default()));
}

#[divan::bench]
fn emit_stage(bencher: divan::Bencher) {
    let config = config();
    let sdk = planned(&config);
    bencher.bench_local(|| emit(black_box(&sdk), &config));
}

#[divan::bench]
fn all_stages(bencher: divan::Bencher) {
    let generator = Generator::new(config());
    bencher.bench_local(|| black_box(&generator).run(&mut Sources::default()));
}

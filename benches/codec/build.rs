//! Makes twins of generated models: the same fields, with serde's derives in place of our macros.
//!
//! A twin is what serde does fastest, not all that the model does: a value that an enumeration does not
//! list loses its text, members that a struct does not list are passed over, and null is like nothing.

use std::{
    collections::BTreeMap,
    env,
    error::Error,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

use quote::ToTokens;
use syn::{
    Ident, Item, LitStr, Token, Type, braced,
    parse::{Parse, ParseStream},
};

/// The models that payloads are of; twins are made of what they reach.
const ROOTS: [&str; 3] = ["Service", "Client", "ClientGetListResponse"];

/// What `object!` says: the name, and of each member its field and its key.
struct Object {
    name: Ident,
    members: Vec<(Ident, LitStr)>,
}

/// What `string_enum!` says.
struct StringEnum {
    name: Ident,
    values: Vec<(Ident, LitStr)>,
    other: Option<Ident>,
}

/// Reads `kind field = "key",`, or `kind field, field;` where each key is that of its field, until there is
/// no more.
fn members(input: ParseStream<'_>) -> syn::Result<Vec<(Ident, LitStr)>> {
    let mut members = Vec::new();
    while !input.is_empty() {
        input.parse::<Ident>()?;
        let mut field: Ident = input.parse()?;
        if input.parse::<Option<Token![=]>>()?.is_some() {
            members.push((field, input.parse()?));
            input.parse::<Token![,]>()?;
            continue;
        }
        loop {
            let key = LitStr::new(&field.to_string(), field.span());
            members.push((field, key));
            if input.parse::<Option<Token![;]>>()?.is_some() {
                break;
            }
            input.parse::<Token![,]>()?;
            field = input.parse()?;
        }
    }
    Ok(members)
}

/// Reads `variant = "value",` until there is no more.
fn pairs(input: ParseStream<'_>) -> syn::Result<Vec<(Ident, LitStr)>> {
    let mut pairs = Vec::new();
    while !input.is_empty() {
        let name = input.parse()?;
        input.parse::<Token![=]>()?;
        pairs.push((name, input.parse()?));
        input.parse::<Token![,]>()?;
    }
    Ok(pairs)
}

impl Parse for Object {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.parse()?;
        let inner;
        braced!(inner in input);
        let members = members(&inner)?;
        // The field of other members has no twin.
        while input.parse::<Ident>().is_ok() {}
        Ok(Self { name, members })
    }
}

impl Parse for StringEnum {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.parse()?;
        let inner;
        braced!(inner in input);
        let values = pairs(&inner)?;
        let other = match input.parse::<Option<Token![else]>>()? {
            Some(_) => Some(input.parse()?),
            None => None,
        };
        Ok(Self {
            name,
            values,
            other,
        })
    }
}

/// A twin, and the names in the types of its fields.
struct Twin {
    text: String,
    mentions: Vec<String>,
}

/// Returns the twins of a file, by name.
fn twins(path: &Path) -> Result<Vec<(String, Twin)>, Box<dyn Error>> {
    let mut types: BTreeMap<String, BTreeMap<String, Type>> = BTreeMap::new();
    let mut twins = Vec::new();
    for item in syn::parse_file(&fs::read_to_string(path)?)?.items {
        match item {
            Item::Struct(item) => {
                let fields = item.fields.into_iter();
                let fields = fields.filter_map(|it| Some((it.ident?.to_string(), it.ty)));
                types.insert(item.ident.to_string(), fields.collect());
            }
            Item::Macro(item) if item.mac.path.is_ident("object") => {
                let object: Object = syn::parse2(item.mac.tokens)?;
                let fields = types.get(&object.name.to_string()).ok_or("no struct")?;
                twins.push((object.name.to_string(), of_object(&object, fields)?));
            }
            Item::Macro(item) if item.mac.path.is_ident("string_enum") => {
                let all: StringEnum = syn::parse2(item.mac.tokens)?;
                twins.push((all.name.to_string(), of_string_enum(&all)?));
            }
            _ => {}
        }
    }
    Ok(twins)
}

fn of_object(
    Object { name, members }: &Object,
    fields: &BTreeMap<String, Type>,
) -> Result<Twin, Box<dyn Error>> {
    let mut text = format!("#[derive(Deserialize, Serialize)]\npub(crate) struct {name} {{\n");
    let mut mentions = Vec::new();
    for (field, key) in members {
        let ty = fields.get(&field.to_string()).ok_or("no field")?;
        let ty = ty.to_token_stream().to_string();
        let key = key.to_token_stream();
        let may_be_absent = ty.starts_with("Option") || ty.starts_with("Nullable");
        let absent = match may_be_absent {
            true => ", default, skip_serializing_if = \"Option::is_none\"",
            false => "",
        };
        writeln!(text, "    #[serde(rename = {key}{absent})]")?;
        writeln!(text, "    pub(crate) {field}: {ty},")?;
        let words = ty.split(|it: char| !it.is_alphanumeric() && it != '_');
        mentions.extend(words.map(str::to_owned));
    }
    text.push_str("}\n\n");
    Ok(Twin { text, mentions })
}

fn of_string_enum(
    StringEnum {
        name,
        values,
        other,
    }: &StringEnum,
) -> Result<Twin, Box<dyn Error>> {
    let mut text = format!("#[derive(Deserialize, Serialize)]\npub(crate) enum {name} {{\n");
    for (variant, value) in values {
        let value = value.to_token_stream();
        writeln!(text, "    #[serde(rename = {value})]\n    {variant},")?;
    }
    if let Some(other) = other {
        writeln!(text, "    #[serde(other)]\n    {other},")?;
    }
    text.push_str("}\n\n");
    let mentions = Vec::new();
    Ok(Twin { text, mentions })
}

fn main() -> Result<(), Box<dyn Error>> {
    let models =
        PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../../generated/authlete/src/models");
    println!("cargo::rerun-if-changed={}", models.display());
    println!("cargo::rerun-if-changed=build.rs");
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(&models)? {
        all.extend(twins(&entry?.path())?);
    }
    let mut text = String::new();
    let mut wanted = ROOTS.map(str::to_owned).to_vec();
    while let Some(name) = wanted.pop() {
        if let Some(twin) = all.remove(&name) {
            text.push_str(&twin.text);
            wanted.extend(twin.mentions);
        }
    }
    for root in ROOTS {
        if !text.contains(&format!("pub(crate) struct {root} ")) {
            return Err(format!("there is no model {root}").into());
        }
    }
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("twins.rs"), text)?;
    Ok(())
}

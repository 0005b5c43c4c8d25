//! How models stand in XML: a table beside each, and the root elements of bodies.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::{
    api::{XmlName, XmlNode},
    config::Layout,
    emit::{
        Context,
        format::{RustFile, gap, ident},
    },
    plan::{Model, XmlKind, XmlMember, XmlRoot},
};

/// Adds the table of a model.
pub(super) fn table(file: &mut RustFile, context: Context<'_>, model: &Model) {
    let Some(table) = &model.xml else {
        return;
    };
    // The features of a module are its application's.
    let feature = match context.layout {
        Layout::Crate => Some(quote!(#[cfg(feature = "xml")])),
        Layout::Module => None,
    };
    let (name, kind) = (name(&table.name), kind(&table.kind));
    let (model, gap) = (ident(&model.name), gap());
    file.item(quote! {
        #feature
        impl runtime::xml::Shaped for #model {
            const NAME: runtime::xml::Name<'static> = #name;
            #gap
            const KIND: &'static runtime::xml::Kind = {
                use runtime::xml::{Kind, Member, Name};
                #gap
                static XML: Kind = #kind;
                &Kind::Type(&XML)
            };
        }
    });
}

/// Returns the call that sets a body.
pub(super) fn call(media_type: &str, root: Option<&XmlRoot>) -> TokenStream {
    let name_of = |it: &XmlName| {
        let name = name(it);
        quote!(runtime::xml::#name)
    };
    match root {
        Some(XmlRoot {
            name,
            items: Some(items),
        }) => {
            let (name, items) = (name_of(name), name_of(items));
            quote!(call.xml_list(#media_type, #name, #items, body))
        }
        Some(XmlRoot { name, items: None }) => {
            let name = name_of(name);
            quote!(call.xml(#media_type, #name, body))
        }
        None => quote!(call.xml(#media_type, runtime::xml::Name::of("root"), body)),
    }
}

fn name(name: &XmlName) -> TokenStream {
    let (local, prefix, namespace) = (&name.local, &name.prefix, &name.namespace);
    let prefix = (!prefix.is_empty()).then(|| quote!(.prefix(#prefix)));
    let namespace = (!namespace.is_empty()).then(|| quote!(.namespace(#namespace)));
    quote!(Name::of(#local) #namespace #prefix)
}

fn kind(kind_of: &XmlKind) -> TokenStream {
    match kind_of {
        XmlKind::Plain(name) => {
            let name = format_ident!("{name}");
            quote!(Kind::#name)
        }
        XmlKind::List(items) => {
            let items = kind(items);
            quote!(Kind::List(&#items))
        }
        XmlKind::Map(values) => {
            let values = kind(values);
            quote!(Kind::Map(&#values))
        }
        XmlKind::Tuple(positions) => {
            let positions = positions.iter().map(member);
            quote!(Kind::Tuple(&[#(#positions),*]))
        }
        XmlKind::Object { members, rest } => {
            let members = members.iter().map(member);
            let rest = match rest {
                Some(rest) => {
                    let rest = kind(rest);
                    quote!(Some(&#rest))
                }
                None => quote!(None),
            };
            quote!(Kind::Object { members: &[#(#members),*], rest: #rest })
        }
        XmlKind::Tagged { property, variants } => {
            let variants = variants.iter().map(|(tags, of)| {
                let of = kind(of);
                quote!((&[#(#tags),*], #of))
            });
            quote!(Kind::Tagged { property: #property, variants: &[#(#variants),*] })
        }
        XmlKind::Union(variants) => {
            let variants = variants.iter().map(kind);
            quote!(Kind::Union(&[#(#variants),*]))
        }
        XmlKind::Model(name) => {
            let name = ident(name);
            quote!(Kind::of::<super::#name>())
        }
    }
}

fn member(member: &XmlMember) -> TokenStream {
    let (key, kind) = (&member.key, kind(&member.kind));
    let node = match member.node {
        XmlNode::Element => quote!(element),
        XmlNode::Attribute => quote!(attribute),
        XmlNode::Text => quote!(text),
        XmlNode::CData => quote!(cdata),
        XmlNode::None => quote!(inline),
    };
    let is_plain = member.name.prefix.is_empty() && member.name.namespace.is_empty();
    let has_name = matches!(member.node, XmlNode::Element | XmlNode::Attribute);
    let named = (has_name && !(is_plain && member.name.local == *key)).then(|| {
        let name = name(&member.name);
        quote!(.named(#name))
    });
    let around = member.items.as_ref().map(|items| {
        let name = name(items);
        quote!(.around(#name))
    });
    let required = member.required.then(|| quote!(.required()));
    let nullable = member.nullable.then(|| quote!(.nullable()));
    quote!(Member::#node(#key, #kind) #named #around #required #nullable)
}

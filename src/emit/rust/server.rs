//! The servers of an API.

use quote::quote;

use crate::emit::{
    Context, File,
    format::{RustFile, docs, ident},
};

/// Prints the enum of servers.
pub(super) fn file(context: Context<'_>) -> File {
    let servers = &context.sdk.client.servers;
    let mut file = RustFile::new();
    let mut first = true;
    let variants = servers.iter().map(|server| {
        let (docs, variant) = (docs(&server.docs), ident(&server.variant));
        let default = std::mem::take(&mut first).then(|| quote!(#[default]));
        quote!(#docs #default #variant,)
    });
    file.item(quote! {
        /// Where the API is served. The first one is the default.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Server { #(#variants)* }
    });
    let arms = servers.iter().map(|server| {
        let (variant, url) = (ident(&server.variant), &server.url);
        quote!(Self::#variant => #url,)
    });
    file.item(quote! {
        impl Server {
            /// Returns the URL that paths are appended to.
            pub fn url(self) -> &'static str {
                match self { #(#arms)* }
            }
        }
    });
    ("src/server.rs".to_owned(), file.finish())
}

//! The settings of the client as options.

use heck::ToShoutySnakeCase;

use super::{kebab, line, option::Options};
use crate::plan::sdk::{
    Client, CommandSets, CommandSetting, CommandValue, Credential, CredentialKind, ServerVariable,
    Variant,
};

/// Plans the options; `prefix` is what environment variables begin with.
pub(super) fn settings(
    client: &Client,
    prefix: &str,
    options: &mut Options,
) -> Vec<CommandSetting> {
    let mut settings = Vec::new();
    settings.extend(server(client, options));
    for variable in &client.server_variables {
        settings.push(self::variable(variable, options));
    }
    for credential in &client.credentials {
        settings.extend(self::credential(credential, options));
    }
    for parameter in &client.parameters {
        settings.push(CommandSetting {
            option: options.claim(&kebab(&parameter.setter), "client"),
            variable: format!("{prefix}_{}", parameter.wire.to_shouty_snake_case()),
            is_read: true,
            value: CommandValue::Text,
            // The first line says what the setter does.
            about: match parameter.docs.get(1..) {
                Some([_, rest @ ..]) if !rest.is_empty() => {
                    super::sentence(&super::unescaped(&rest.join("\n")))
                }
                Some(_) | None => format!("The parameter `{}` of calls", line(&parameter.wire)),
            },
            sets: CommandSets::Text(parameter.setter.clone()),
        });
    }
    settings
}

fn server(client: &Client, options: &mut Options) -> Option<CommandSetting> {
    let servers = &client.servers;
    (servers.len() > 1).then_some(())?;
    let mut values = Options::default();
    let servers: Vec<(String, String)> = servers
        .iter()
        .map(|it| {
            (
                values.claim(&kebab(&it.variant), "server"),
                it.variant.clone(),
            )
        })
        .collect();
    Some(CommandSetting {
        option: options.claim("server", "client"),
        variable: String::new(),
        is_read: false,
        value: one_of(&servers),
        about: "The server; the first one unless it is given".to_owned(),
        sets: CommandSets::Server(servers),
    })
}

fn variable(variable: &ServerVariable, options: &mut Options) -> CommandSetting {
    let setter = variable.setter.clone();
    let (value, sets) = match &variable.choice {
        None => (CommandValue::Text, CommandSets::Text(setter)),
        Some(choice) => {
            let pair = |it: &Variant<String>| (it.wire.clone(), it.ident.clone());
            let variants: Vec<_> = choice.variants.iter().map(pair).collect();
            let ty = choice.name.clone();
            let value = one_of(&variants);
            (
                value,
                CommandSets::Choice {
                    setter,
                    ty,
                    variants,
                },
            )
        }
    };
    CommandSetting {
        option: options.claim(&kebab(&variable.setter), "client"),
        variable: String::new(),
        is_read: false,
        value,
        about: line(&super::unescaped(&variable.docs.join(" "))),
        sets,
    }
}

fn one_of(values: &[(String, String)]) -> CommandValue {
    CommandValue::OneOf(values.iter().map(|(value, _)| value.clone()).collect())
}

fn credential(credential: &Credential, options: &mut Options) -> Vec<CommandSetting> {
    let (value, about) = match credential.kind {
        CredentialKind::Bearer => (CommandValue::Text, "The bearer token"),
        CredentialKind::Basic => (CommandValue::Pair, "The user and the password"),
        CredentialKind::Header(_) | CredentialKind::Query(_) | CredentialKind::Cookie(_) => {
            (CommandValue::Text, "The key")
        }
    };
    let setter = &credential.setter;
    let mut settings = vec![CommandSetting {
        option: options.claim(&kebab(setter), "client"),
        variable: credential.variable.clone(),
        is_read: false,
        value,
        about: about.to_owned(),
        sets: CommandSets::Credential(setter.clone(), credential.kind.clone()),
    }];
    if let Some(client) = &credential.client {
        let name = kebab(&client.setter);
        let names = [format!("{name}-id"), format!("{name}-secret")];
        let names = names.map(|name| options.claim(&name, "client"));
        let variables = [client.id_variable.clone(), client.secret_variable.clone()];
        let setting = |at: usize, about: &str, sets| CommandSetting {
            option: names[at].clone(),
            variable: variables[at].clone(),
            is_read: false,
            value: CommandValue::Text,
            about: about.to_owned(),
            sets,
        };
        let sets = CommandSets::ClientId {
            setter: client.setter.clone(),
            options: names.clone(),
            variables: variables.clone(),
        };
        settings.push(setting(
            0,
            "The id of the client that tokens are got for",
            sets,
        ));
        let sets = CommandSets::ClientSecret;
        settings.push(setting(1, "The secret of that client", sets));
    }
    settings
}

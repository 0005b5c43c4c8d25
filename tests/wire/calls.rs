//! Every operation, in every form that its body may have, as a user calls it.

use std::collections::BTreeMap;

use authlete::models::*;
use serde_json::Value;

use super::call::{Call, calls};

/// Returns every call.
pub(crate) const CALLS: &[Call] = calls! { |c, g|
    service "auth_authorization_api" json => c.authorization().process_request(&g.body());
    service "auth_authorization_api" form => c.authorization().process_request_form(&g.body());
    service "auth_authorization_fail_api" json => c.authorization().fail(&g.body());
    service "auth_authorization_fail_api" form => c.authorization().fail_form(&g.body());
    service "auth_authorization_issue_api" json => c.authorization().issue(&g.body());
    service "auth_authorization_issue_api" form => c.authorization().issue_form(&g.body());

    service "authorization_ticket_info_api" json =>
        c.authorization().management().get_ticket_info(&g.body());
    service "authorization_ticket_info_api" form =>
        c.authorization().management().get_ticket_info_form(&g.body());
    service "authorization_ticket_update_api" json =>
        c.authorization().management().update_ticket(&g.body());
    service "authorization_ticket_update_api" form =>
        c.authorization().management().update_ticket_form(&g.body());

    service "backchannel_authentication_api" json => c.ciba().process_authentication(&g.body());
    service "backchannel_authentication_api" form =>
        c.ciba().process_authentication_form(&g.body());
    service "backchannel_authentication_issue_api" json => c.ciba().issue(&g.body());
    service "backchannel_authentication_issue_api" form => c.ciba().issue_form(&g.body());
    service "backchannel_authentication_fail_api" json => c.ciba().fail(&g.body());
    service "backchannel_authentication_fail_api" form => c.ciba().fail_form(&g.body());
    service "backchannel_authentication_complete_api" json => c.ciba().complete(&g.body());
    service "backchannel_authentication_complete_api" form => c.ciba().complete_form(&g.body());

    service "client_get_api" none => c.client().get(g.text("clientId"));
    service "client_get_list_api" none =>
        c.client().list().developer(g.text("developer")).start(g.integer("start"))
            .end(g.integer("end"));
    service "client_create_api" json => c.client().create(&g.body::<Client>());
    service "client_update_api" json => c.client().update(g.text("clientId"), &g.body::<Client>());
    service "client_update_api" form =>
        c.client().update_form(g.text("clientId"), &g.body::<Client>());
    service "client_delete_api" none => c.client().delete(g.text("clientId"));

    service "client_flag_update_api" json =>
        c.client().management()
            .update_lock_flag(
                g.text("clientIdentifier"),
                &g.body::<ClientFlagUpdateRequest>(),
            );
    service "client_flag_update_api" form =>
        c.client().management()
            .update_lock_flag_form(
                g.text("clientIdentifier"),
                &g.body::<ClientFlagUpdateRequest>(),
            );
    service "client_secret_refresh_api" none =>
        c.client().management().refresh_secret(g.text("clientIdentifier"));
    service "client_secret_update_api" json =>
        c.client().management().update_secret(g.text("clientIdentifier"), &g.body());
    service "client_secret_update_api" form =>
        c.client().management().update_secret_form(g.text("clientIdentifier"), &g.body());
    service "client_authorization_get_list_api" none =>
        c.client().management().list_authorizations_by_query(g.text("subject"))
            .developer(g.text("developer")).start(g.integer("start")).end(g.integer("end"));
    service "client_authorization_get_list_api_post" json =>
        c.client().management().list_authorizations_by_post(&g.body());
    service "client_authorization_get_list_api_post" form =>
        c.client().management().list_authorizations_by_post_form(&g.body());
    service "client_authorization_get_list_by_subject_api" none =>
        c.client().management().list_authorizations(g.text("subject"))
            .developer(g.text("developer")).start(g.integer("start")).end(g.integer("end"));
    service "client_authorization_update_api" json =>
        c.client().management()
            .update_authorizations(
                g.text("clientId"),
                &g.body::<ClientAuthorizationUpdateRequest>(),
            );
    service "client_authorization_update_api" form =>
        c.client().management()
            .update_authorizations_form(
                g.text("clientId"),
                &g.body::<ClientAuthorizationUpdateRequest>(),
            );
    service "client_authorization_delete_api_post" json =>
        c.client().management().delete_authorizations_by_post(g.text("clientId"), &g.body());
    service "client_authorization_delete_api_post" form =>
        c.client().management().delete_authorizations_by_post_form(g.text("clientId"), &g.body());
    service "client_authorization_delete_api" none =>
        c.client().management()
            .delete_authorizations_by_query(g.text("clientId"), g.text("subject"));
    service "client_authorization_delete_by_subject_api" none =>
        c.client().management().delete_authorizations(g.text("clientId"), g.text("subject"));
    service "client_granted_scopes_get_api" none =>
        c.client().management().get_granted_scopes_by_query(g.text("clientId"), g.text("subject"));
    service "client_granted_scopes_get_api_post" json =>
        c.client().management().get_granted_scopes_by_post(g.text("clientId"), &g.body());
    service "client_granted_scopes_get_api_post" form =>
        c.client().management().get_granted_scopes_by_post_form(g.text("clientId"), &g.body());
    service "client_granted_scopes_get_by_subject_api" none =>
        c.client().management().get_granted_scopes(g.text("clientId"), g.text("subject"));
    service "client_granted_scopes_delete_api" none =>
        c.client().management()
            .delete_granted_scopes_by_query(g.text("clientId"), g.text("subject"));
    service "client_granted_scopes_delete_by_subject_api" none =>
        c.client().management().delete_granted_scopes(g.text("clientId"), g.text("subject"));
    service "client_extension_requestables_scopes_get_api" none =>
        c.client().management().get_requestable_scopes(g.text("clientId"));
    service "client_extension_requestables_scopes_update_api" json =>
        c.client().management().update_requestable_scopes(g.text("clientId"), &g.body());
    service "client_extension_requestables_scopes_update_api_post" json =>
        c.client().management().update_requestable_scopes_by_post(g.text("clientId"), &g.body());
    service "client_extension_requestables_scopes_delete_api" none =>
        c.client().management().delete_requestable_scopes(g.text("clientId"));

    service "device_authorization_api" json => c.device_flow().authorization(&g.body());
    service "device_authorization_api" form => c.device_flow().authorization_form(&g.body());
    service "device_verification_api" json => c.device_flow().verification(&g.body());
    service "device_verification_api" form => c.device_flow().verification_form(&g.body());
    service "device_complete_api" json => c.device_flow().complete(&g.body());
    service "device_complete_api" form => c.device_flow().complete_form(&g.body());

    service "client_registration_api" json => c.dynamic_client_registration().register(&g.body());
    service "client_registration_get_api" json => c.dynamic_client_registration().get(&g.body());
    service "client_registration_update_api" json =>
        c.dynamic_client_registration().update(&g.body());
    service "client_registration_delete_api" json =>
        c.dynamic_client_registration().delete(&g.body());

    service "federation_configuration_api" json =>
        c.federation().configuration(&g.body::<BTreeMap<String, Value>>());
    service "federation_registration_api" json => c.federation().registration(&g.body());
    service "federation_registration_api" form => c.federation().registration_form(&g.body());

    service "grant_m_api" json => c.grant_management().process_request(&g.body());

    service "hsk_create_api" json => c.hardware_security_keys().create(&g.body());
    service "hsk_create_api" form => c.hardware_security_keys().create_form(&g.body());
    service "hsk_delete_api" none => c.hardware_security_keys().delete(g.text("handle"));
    service "hsk_get_api" none => c.hardware_security_keys().get(g.text("handle"));
    service "hsk_get_list_api" none => c.hardware_security_keys().list();

    service "auth_introspection_api" json => c.introspection().process(&g.body());
    service "auth_introspection_api" form => c.introspection().process_form(&g.body());
    service "auth_introspection_standard_api" json => c.introspection().standard_process(&g.body());
    service "auth_introspection_standard_api" form =>
        c.introspection().standard_process_form(&g.body());

    service "jose_verify_api" json => c.jose().verify(&g.body::<JoseVerifyRequest>());
    service "jose_verify_api" form => c.jose().verify_form(&g.body::<JoseVerifyRequest>());

    global "lifecycle_healthcheck_api" none =>
        c.lifecycle().healthcheck().extended(g.flag("extended"));

    service "native_sso_api" json => c.native_sso().process(&g.body());
    service "native_sso_logout_api" json => c.native_sso().logout(&g.body());

    service "pushed_auth_req_api" json => c.pushed_authorization().create(&g.body());
    service "pushed_auth_req_api" form => c.pushed_authorization().create_form(&g.body());

    service "auth_revocation_api" json => c.revocation().process(&g.body());
    service "auth_revocation_api" form => c.revocation().process_form(&g.body());

    service "service_get_api" none => c.service().get();
    global "service_get_list_api" none =>
        c.service().list().start(g.integer("start")).end(g.integer("end"));
    global "service_create_api" json => c.service().create(&g.body::<Service>());
    global "service_create_api" form => c.service().create_form(&g.body::<Service>());
    service "service_update_api" json => c.service().update(&g.body::<Service>());
    service "service_update_api" form => c.service().update_form(&g.body::<Service>());
    service "service_delete_api" none => c.service().delete();
    service "service_jwks_get_api" none =>
        c.service().get_jwks().include_private_keys(g.flag("includePrivateKeys"))
            .pretty(g.flag("pretty"));
    service "service_configuration_api" none =>
        c.service().get_configuration().pretty(g.flag("pretty")).patch(g.text("patch"));

    service "auth_token_api" json => c.token().process(&g.body());
    service "auth_token_api" form => c.token().process_form(&g.body());
    service "auth_token_fail_api" json => c.token().fail(&g.body());
    service "auth_token_fail_api" form => c.token().fail_form(&g.body());
    service "auth_token_issue_api" json => c.token().issue(&g.body());
    service "auth_token_issue_api" form => c.token().issue_form(&g.body());

    service "idtoken_reissue_api" json =>
        c.token().management().reissue_id_token(&g.body::<IdtokenReissueRequest>());
    service "auth_token_get_list_api" none =>
        c.token().management().list().client_identifier(g.text("clientIdentifier"))
            .subject(g.text("subject")).start(g.integer("start")).end(g.integer("end"));
    service "auth_token_create_api" json => c.token().management().create(&g.body());
    service "auth_token_create_api" form => c.token().management().create_form(&g.body());
    service "auth_token_update_api" json => c.token().management().update(&g.body());
    service "auth_token_update_api" form => c.token().management().update_form(&g.body());
    service "auth_token_delete_api" none =>
        c.token().management().delete(g.text("accessTokenIdentifier"));
    service "auth_token_revoke_api" json => c.token().management().revoke(&g.body());
    service "auth_token_revoke_api" form => c.token().management().revoke_form(&g.body());

    service "auth_userinfo_api" json => c.userinfo().process(&g.body());
    service "auth_userinfo_api" form => c.userinfo().process_form(&g.body());
    service "auth_userinfo_issue_api" json => c.userinfo().issue(&g.body());
    service "auth_userinfo_issue_api" form => c.userinfo().issue_form(&g.body());

    global "info_api" none => c.utility().info();
    global "misc_echo_api" none => c.utility().echo();

    service "vci_metadata_api" json => c.verifiable_credentials().get_metadata(&g.body());
    service "vci_metadata_api" form => c.verifiable_credentials().get_metadata_form(&g.body());
    service "vci_jwtissuer_api" json => c.verifiable_credentials().get_jwt_issuer(&g.body());
    service "vci_jwtissuer_api" form => c.verifiable_credentials().get_jwt_issuer_form(&g.body());
    service "vci_jwks_api" json => c.verifiable_credentials().get_jwks(&g.body());
    service "vci_jwks_api" form => c.verifiable_credentials().get_jwks_form(&g.body());
    service "vci_offer_create_api" json => c.verifiable_credentials().create_offer(&g.body());
    service "vci_offer_create_api" form => c.verifiable_credentials().create_offer_form(&g.body());
    service "vci_offer_info_api" json => c.verifiable_credentials().get_offer_info(&g.body());
    service "vci_offer_info_api" form => c.verifiable_credentials().get_offer_info_form(&g.body());
    service "vci_single_parse_api" json => c.verifiable_credentials().parse(&g.body());
    service "vci_single_parse_api" form => c.verifiable_credentials().parse_form(&g.body());
    service "vci_single_issue_api" json => c.verifiable_credentials().issue(&g.body());
    service "vci_batch_parse_api" json => c.verifiable_credentials().batch_parse(&g.body());
    service "vci_batch_parse_api" form => c.verifiable_credentials().batch_parse_form(&g.body());
    service "vci_batch_issue_api" json => c.verifiable_credentials().batch_issue(&g.body());
    service "vci_deferred_parse_api" json => c.verifiable_credentials().deferred_parse(&g.body());
    service "vci_deferred_parse_api" form =>
        c.verifiable_credentials().deferred_parse_form(&g.body());
    service "vci_deferred_issue_api" json => c.verifiable_credentials().deferred_issue(&g.body());
};

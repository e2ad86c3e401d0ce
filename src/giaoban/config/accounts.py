"""Settings of django-allauth: sign-in by name and password, TOTP, passkeys, lock-out (ORG-5)."""

ACCOUNT_ADAPTER = "giaoban.people.sign_in.HouseAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = None
# The lock after five failures is ours (rows, not cache): it survives a restart and holds across processes.
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip", "login": "60/m/ip", "change_password": "10/m/user"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Giao ban"
MFA_ADAPTER = "giaoban.people.sign_in.HouseMfaAdapter"
ACCOUNT_FORMS = {
    "login": "giaoban.people.account_forms.SignInForm",
    "change_password": "giaoban.people.account_forms.ChangePassword",
    "reauthenticate": "giaoban.people.account_forms.Reauthenticate",
}
MFA_FORMS = {
    "authenticate": "giaoban.people.account_forms.SecondFactor",
    "reauthenticate": "giaoban.people.account_forms.ReauthenticateByCode",
    "activate_totp": "giaoban.people.account_forms.ActivateApp",
    "add_webauthn": "giaoban.people.account_forms.AddKey",
    "edit_webauthn": "giaoban.people.account_forms.EditKey",
}
MFA_TOTP_TOLERANCE = 1  # a telephone may be half a minute off

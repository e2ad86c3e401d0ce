"""The verbs of people: units, users, authority, groups, catalogues, keys, sign-in, import."""

from giaoban.people.actions.authority import (
    delegate,
    end_delegation,
    grant_role,
    put_leader_in_charge,
    revoke_role,
    take_off_charge,
)
from giaoban.people.actions.book import ACTIONS
from giaoban.people.actions.catalogue import (
    remove_day_rule,
    save_catalogue_entry,
    save_position,
    save_unit_kind,
    set_day_rule,
)
from giaoban.people.actions.founding import found_agency
from giaoban.people.actions.groups import retire_group, save_group
from giaoban.people.actions.guests import close_guest, make_guest
from giaoban.people.actions.imports import apply_import, drop_import, upload_import
from giaoban.people.actions.keys import make_token, renew_calendar, revoke_token, use_token
from giaoban.people.actions.sign_in import (
    begin_staff_session,
    end_other_sessions,
    end_session,
    end_staff_session,
    forget_old_guards,
    note_failed_sign_in,
    note_password_changed,
    note_second_factor,
    note_sign_in,
    note_sign_out,
    set_preferences,
    token_for_password,
)
from giaoban.people.actions.units import (
    change_unit,
    close_unit,
    create_unit,
    merge_unit,
    move_unit,
    rename_unit,
)
from giaoban.people.actions.users import (
    assign_position,
    change_user,
    deactivate_user,
    end_appointment,
    invite_user,
    reactivate_user,
    reset_password,
)

__all__ = [
    "ACTIONS",
    "apply_import",
    "assign_position",
    "begin_staff_session",
    "change_unit",
    "change_user",
    "close_guest",
    "close_unit",
    "create_unit",
    "deactivate_user",
    "delegate",
    "drop_import",
    "end_appointment",
    "end_delegation",
    "end_other_sessions",
    "end_session",
    "end_staff_session",
    "forget_old_guards",
    "found_agency",
    "grant_role",
    "invite_user",
    "make_guest",
    "make_token",
    "merge_unit",
    "move_unit",
    "note_failed_sign_in",
    "note_password_changed",
    "note_second_factor",
    "note_sign_in",
    "note_sign_out",
    "put_leader_in_charge",
    "reactivate_user",
    "remove_day_rule",
    "rename_unit",
    "renew_calendar",
    "reset_password",
    "retire_group",
    "revoke_role",
    "revoke_token",
    "save_catalogue_entry",
    "save_group",
    "save_position",
    "save_unit_kind",
    "set_day_rule",
    "set_preferences",
    "take_off_charge",
    "token_for_password",
    "upload_import",
    "use_token",
]

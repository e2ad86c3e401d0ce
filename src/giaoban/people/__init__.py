"""Who someone is and which hat they wear today: users, units, appointments, roles, delegation, sign-in."""

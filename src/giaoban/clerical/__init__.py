"""Numbers from the register, and papers in the legal form of Decree 30/2020."""

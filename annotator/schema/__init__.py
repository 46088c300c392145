"""What may be labelled: released, versioned schemas; the code behind the folder `schema/`."""

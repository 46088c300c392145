"""MedTator (and MAE): tags over texts as XML, and their schemas as DTD, JSON or YAML; read only."""

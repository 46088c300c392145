"""What sources other than rules offer beside a layer: whole annotations, found by place."""

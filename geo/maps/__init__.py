"""From Areas to maps: metrics and class breaks, the interactive map, the static one."""

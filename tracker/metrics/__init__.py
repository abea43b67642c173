"""Facts and prices to performance, cost per token and ranking. Pure; import the module that holds what you need."""

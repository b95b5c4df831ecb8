// Each test has servers of its own on few cores: one after the other they are quicker, and their kills hit what is meant.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

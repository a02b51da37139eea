namespace SymbolicDiff;

/// <summary>
/// Each outermost loop of the method is as if it began with <see cref="Gradients.Checkpoint"/>: a reverse derivative runs it again in segments instead of recording each iteration.
/// Where the method is called by one that is differentiated, its loops are checkpointed there, too.
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class CheckpointAttribute : Attribute;

namespace SymbolicDiff;

/// <summary>
/// Stands on a reverse derivative, emitted or written by hand, of a method that writes into arrays or spans that it is given: the adjoint of such a
/// parameter is that of the final content on entry and that of the initial content on return.
/// </summary>
/// <param name="parameters">The parameters that are written into; none for all arrays and spans that can be.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WritesStorageAttribute(params string[] parameters) : Attribute
{
    /// <summary>The parameters that are written into.</summary>
    public IReadOnlyList<string> Parameters { get; } = parameters;
}

using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>
/// What lowering made of a method: the function, unless something was refused or the body does not compile, and what there is to say.
/// </summary>
public sealed record LoweredMethod(Function? Function, EquatableArray<LoweringDiagnostic> Diagnostics)
{
    /// <summary>The methods whose derivatives are called and do not exist yet.</summary>
    public IReadOnlyList<IMethodSymbol> Nested { get; init; } = [];

    /// <summary>The keys of the reverse derivatives that it calls.</summary>
    public IReadOnlyList<string> Definitions { get; init; } = [];
}

/// <summary>A diagnostic at its own place in the source. It does not pass the caching boundary.</summary>
/// <param name="Id">The id of the descriptor, one of <see cref="Diagnostics.Refusals.Refusal"/>.</param>
public sealed record LoweringDiagnostic(string Id, Location Location, EquatableArray<string> Arguments);

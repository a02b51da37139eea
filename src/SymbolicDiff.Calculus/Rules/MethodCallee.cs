using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Rules;

/// <summary>A method with a reverse derivative that was written by hand; without the callee where that does not fit.</summary>
/// <param name="Key">What tells the method apart from all others.</param>
/// <param name="Callee">How calls of it are differentiated.</param>
public sealed record MethodCallee(string Key, Callee? Callee);

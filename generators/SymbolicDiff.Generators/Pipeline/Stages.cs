using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Rules;
using SymbolicDiff.Generators.Emission;
using SymbolicDiff.Generators.Lowering;
using SymbolicDiff.Generators.Model;

namespace SymbolicDiff.Generators.Pipeline;

/// <summary>The parts that the pipeline strings together.</summary>
internal sealed record Stages(
    Func<IMethodSymbol, Compilation, MethodRules, CancellationToken, LoweredMethod> Lower,
    Func<Function, EquatableArray<string>, EquatableArray<string>> IndependentOf,
    Func<Function, EquatableArray<string>, Emitted, CancellationToken, EquatableArray<Function>> Differentiate,
    Func<TargetModel, EquatableArray<Function>, string> Emit)
{
    public static readonly Stages Default = new(MethodLowering.Lower, Derivatives.IndependentOf, Derivatives.Of, SourceFile.Emit);
}

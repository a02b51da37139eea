using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Rules;
using SymbolicDiff.Generators.Emission;
using SymbolicDiff.Generators.Lowering;
using SymbolicDiff.Generators.Model;

namespace SymbolicDiff.Generators.Pipeline;

/// <summary>The parts that the pipeline strings together.</summary>
/// <param name="Lower">From a method to a function.</param>
/// <param name="IndependentOf">The parameters that no result depends on.</param>
/// <param name="Differentiate">From a function to the derivatives that are emitted.</param>
/// <param name="Follow">From a function to the same derivatives as what calls of them are followed through.</param>
/// <param name="Emit">From derivatives to text.</param>
internal sealed record Stages(
    Func<IMethodSymbol, Compilation, MethodRules, CancellationToken, LoweredMethod> Lower,
    Func<Function, EquatableArray<string>, EquatableArray<string>> IndependentOf,
    Func<Function, EquatableArray<string>, Emitted, CancellationToken, EquatableArray<Function>> Differentiate,
    Func<Function, EquatableArray<string>, Emitted, CancellationToken, EquatableArray<Function>> Follow,
    Func<TargetModel, EquatableArray<Function>, string> Emit)
{
    public static readonly Stages Default = new(MethodLowering.Lower, Derivatives.IndependentOf, Derivatives.Of, Derivatives.Followed, SourceFile.Emit);
}

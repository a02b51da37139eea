using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicDiff.Calculus.Differentiation;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Lowering;
using SymbolicDiff.Generators.Model;

namespace SymbolicDiff.Generators.Pipeline;

/// <summary>
/// A method may call derivatives that the generator is about to emit. They are emitted for it beforehand, into a compilation of its own: there the calls
/// mean what they will mean, and are followed like calls of any method with source.
/// </summary>
/// <param name="stages">The parts of the pipeline.</param>
/// <param name="read">Reads a method with the attribute, up to what is differentiated.</param>
internal sealed class NestedDerivatives(Stages stages, Func<IMethodSymbol, Compilation, LoweredTarget?> read)
{
    private readonly Dictionary<string, string?> texts = new(StringComparer.Ordinal);

    /// <summary>The methods whose derivatives are being made.</summary>
    private readonly HashSet<string> open = new(StringComparer.Ordinal);

    /// <summary>Lowers a method, in a compilation with the derivatives that it calls, directly or through the methods that it calls.</summary>
    public LoweredMethod Lower(IMethodSymbol method, Compilation compilation, Func<IMethodSymbol, Compilation, LoweredMethod> lower, CancellationToken cancellation)
    {
        var emitted = new HashSet<string>(StringComparer.Ordinal);
        LoweredMethod lowered = lower(method, compilation);
        Compilation extended = compilation;
        string own = MethodKeys.Of(method);
        open.Add(own);
        while (lowered.Nested.Where(inner => emitted.Add(MethodKeys.Of(inner))).ToList() is { Count: > 0 } inners)
        {
            var options = (CSharpParseOptions)method.DeclaringSyntaxReferences[0].SyntaxTree.Options;
            var trees = inners.Select(inner => TextOf(inner, compilation, cancellation)).OfType<string>()
                .Select(text => EmittedTrees.Parse(text, options, cancellation)).ToList();
            if (trees.Count == 0) break;
            extended = extended.AddSyntaxTrees(trees);
            SyntaxReference place = method.DeclaringSyntaxReferences[0];
            var there = (IMethodSymbol)extended.GetSemanticModel(place.SyntaxTree).GetDeclaredSymbol(place.GetSyntax(cancellation), cancellation)!;
            lowered = lower(there, extended);
        }

        open.Remove(own);
        return lowered.Function is { } function && emitted.Count > 0 ? lowered with { Function = Flattening.ToNormalForm(function) } : lowered; // of the guards
    }

    /// <summary>What is emitted for a method; null where nothing is, or where it calls its own derivative.</summary>
    private string? TextOf(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        string key = MethodKeys.Of(method);
        if (open.Contains(key)) return null;
        if (!texts.TryGetValue(key, out string? text)) texts.Add(key, text = Emit(method, compilation, cancellation));
        return text;
    }

    private string? Emit(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        if (read(method, compilation) is not { } target) return null;
        try
        {
            EquatableArray<Function> functions = stages.Follow(target.Primal, target.Model.WithRespectTo, target.Model.Emit, cancellation);
            return stages.Emit(target.Model, functions);
        }
        catch (RefusedException)
        {
            return null; // it is reported at the method itself
        }
    }
}

using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Lowering;

namespace SymbolicDiff.Generators.Model;

/// <summary>The types whose methods with rules a derivative may call, by names that hold at a position.</summary>
internal sealed class RuledTypes(SemanticModel semantics, int position)
{
    public EquatableArray<ShortType> Of(Function function) =>
        function.Body.AllStatements().SelectMany(statement => statement.Reads()).SelectMany(read => read.DescendantsAndSelf())
            .OfType<Apply>().Select(apply => apply.Primitive.Ruled).OfType<RuledMethod>()
            .SelectMany(method => method.Uses).Distinct(StringComparer.Ordinal)
            .Select(key => MethodKeys.Find(key, semantics.Compilation)?.ContainingType).OfType<INamedTypeSymbol>()
            .Select(Named).Distinct().OrderBy(type => type.Full, StringComparer.Ordinal).ToEquatableArray();

    private ShortType Named(INamedTypeSymbol type) =>
        new(type.ToDisplayString(Types.Qualified), new TypeText(semantics, position).Of(type));
}

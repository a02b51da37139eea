using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Lowering;

namespace SymbolicDiff.Generators.Model;

/// <summary>The types whose methods with rules or derivatives a derivative may call, by names that hold at a position.</summary>
internal sealed class RuledTypes(SemanticModel semantics, int position)
{
    private const string Global = "global::";

    public EquatableArray<ShortType> Of(Function function)
    {
        List<Expression> parts = [.. function.Body.AllStatements().SelectMany(statement => statement.Reads()).SelectMany(read => read.DescendantsAndSelf())];
        var ruled = parts.OfType<Apply>().Select(apply => apply.Primitive.Ruled).OfType<RuledMethod>()
            .SelectMany(method => method.Uses).Distinct(StringComparer.Ordinal)
            .Select(key => MethodKeys.Find(key, semantics.Compilation)?.ContainingType);
        var called = parts.OfType<External>().Where(external => external.Callee is not null)
            .SelectMany(external => new[] { external.Text[0], external.Callee!.Vjp })
            .Where(text => text.StartsWith(Global, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)
            .Select(text => semantics.Compilation.GetTypeByMetadataName(text.Substring(Global.Length, text.LastIndexOf('.') - Global.Length)));
        return ruled.Concat(called).OfType<INamedTypeSymbol>().Select(Named).Distinct().OrderBy(type => type.Full, StringComparer.Ordinal).ToEquatableArray();
    }

    private ShortType Named(INamedTypeSymbol type) =>
        new(type.ToDisplayString(Types.Qualified), new TypeText(semantics, position).Of(type));
}

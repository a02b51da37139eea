using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymbolicDiff.Generators.Model;

/// <summary>The attribute as the user wrote it, each part with its place.</summary>
internal sealed class DifferentiableAttribute
{
    public const string MetadataName = "SymbolicDiff.DifferentiableAttribute";

    private readonly AttributeSyntax syntax;

    public DifferentiableAttribute(AttributeData data, CancellationToken cancellation)
    {
        syntax = (AttributeSyntax)data.ApplicationSyntaxReference!.GetSyntax(cancellation);
        Compiles = data.AttributeConstructor is not null
            && data.ConstructorArguments.Concat(data.NamedArguments.Select(argument => argument.Value)).All(IsKnown);
        Names = [.. data.ConstructorArguments.Where(argument => argument is { Kind: TypedConstantKind.Array, IsNull: false })
            .SelectMany(argument => argument.Values).Select(value => value.Value as string ?? "null")];
        Emit = Named(data, "Emit");
        Arithmetic = Named(data, "Arithmetic");
    }

    /// <summary>Whether the arguments bind; the compiler reports what does not.</summary>
    public bool Compiles { get; }

    /// <summary>The names of the wrt parameters; empty for all.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The value of <c>Emit</c>, if it is given.</summary>
    public TypedConstant? Emit { get; }

    /// <summary>The value of <c>Arithmetic</c>, if it is given.</summary>
    public TypedConstant? Arithmetic { get; }

    public Location Location => syntax.GetLocation();

    public Location LocationOfName(int index)
    {
        var expressions = Positional();
        if (expressions.Count == 1 && expressions[0] is not LiteralExpressionSyntax) expressions = [.. Elements(expressions[0])];
        return expressions.Count == Names.Count ? expressions[index].GetLocation() : Location;
    }

    public Location LocationOf(string named) =>
        syntax.ArgumentList?.Arguments
            .FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == named)?
            .Expression.GetLocation() ?? Location;

    /// <summary>The names of the single flags of an enum value; what has no name, as a number.</summary>
    public static IEnumerable<(long Value, string Name)> Flags(TypedConstant value)
    {
        long rest = Convert.ToInt64(value.Value, System.Globalization.CultureInfo.InvariantCulture);
        for (int bit = 0; bit < 63; bit++)
        {
            long flag = 1L << bit;
            if ((rest & flag) == 0) continue;
            string number = flag.ToString(System.Globalization.CultureInfo.InvariantCulture);
            yield return (flag, MemberName(value.Type, flag) ?? number);
        }
    }

    public static string? MemberName(ITypeSymbol? type, long value) =>
        type?.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field =>
            field.HasConstantValue && Convert.ToInt64(field.ConstantValue, System.Globalization.CultureInfo.InvariantCulture) == value)?.Name;

    private static bool IsKnown(TypedConstant constant) =>
        constant.Kind == TypedConstantKind.Array ? constant.IsNull || constant.Values.All(IsKnown) : constant.Kind != TypedConstantKind.Error;

    private static TypedConstant? Named(AttributeData data, string name)
    {
        foreach (var argument in data.NamedArguments)
            if (argument.Key == name) return argument.Value;
        return null;
    }

    private IReadOnlyList<ExpressionSyntax> Positional() =>
        [.. (syntax.ArgumentList?.Arguments ?? default).Where(argument => argument.NameEquals is null).Select(argument => argument.Expression)];

    private static IEnumerable<ExpressionSyntax> Elements(ExpressionSyntax expression) => expression switch
    {
        ArrayCreationExpressionSyntax { Initializer: { } initializer } => initializer.Expressions,
        ImplicitArrayCreationExpressionSyntax { Initializer: { } initializer } => initializer.Expressions,
        CollectionExpressionSyntax collection => collection.Elements.OfType<ExpressionElementSyntax>().Select(element => element.Expression),
        _ => [expression],
    };
}

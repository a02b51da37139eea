using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus;
using SymbolicDiff.Generators.Diagnostics;

namespace SymbolicDiff.Generators.Model;

/// <summary>What C# tells methods of one type apart by: the name, the number of type parameters, and the parameters' types and passing.</summary>
internal sealed record EmittedSignature(IMethodSymbol Primal, string Name, IReadOnlyList<(ITypeSymbol Type, bool ByReference)> Parameters)
{
    /// <summary>What emitted methods append to the primal's name.</summary>
    public static readonly IReadOnlyList<string> Suffixes =
    [
        "Gradient", "ValueAndGradient", "Vjp", "Jvp", "Jacobian", "ValueAndJacobian", "Hessian", "HessianVectorProduct", "HessianDiagonal", "SparseJacobian",
    ];

    /// <summary>What becomes of a parameter of a method that returns nothing.</summary>
    public sealed record Use(bool IsWritten, bool IsRead);

    /// <summary>The methods that are emitted for a primal.</summary>
    /// <param name="primal">The method.</param>
    /// <param name="withRespectTo">The parameters that it is differentiated with respect to.</param>
    /// <param name="emit">The derivatives that are asked for.</param>
    /// <param name="compilation">What the types are found in.</param>
    /// <param name="uses">For a method that returns nothing: the adjoints and tangents of what it writes depend on its body. Without it they are left out.</param>
    public static IEnumerable<EmittedSignature> Of(
        IMethodSymbol primal, IReadOnlyList<IParameterSymbol> withRespectTo, Emitted emit, Compilation compilation, Func<IParameterSymbol, Use>? uses = null)
    {
        (ITypeSymbol Type, bool ByReference)[] parameters = [.. primal.Parameters.Select(parameter => (parameter.Type, parameter.RefKind != RefKind.None))];
        var (tangents, buffers) = (withRespectTo.Select(Tangent).ToList(), withRespectTo.Select(Buffer).ToList());
        IEnumerable<(Emitted Kind, string Suffix, IEnumerable<(ITypeSymbol, bool)> More)> forms =
        [
            (Emitted.Gradient, "Gradient", []),
            (Emitted.Gradient, "ValueAndGradient", []),
            (withRespectTo.Any(parameter => RealCarriers.IsHeld(parameter.Type)) ? Emitted.Gradient : Emitted.None, "ValueAndGradient", buffers),
            (Emitted.Vjp, "Vjp", [.. primal.ReturnsVoid ? Written().Select(ResultAdjoint) : [(View(primal.ReturnType, "System.ReadOnlySpan`1"), false)], .. buffers]),
            (Emitted.Jvp, "Jvp", primal.ReturnsVoid ? [.. withRespectTo.Select(OwnTangent), .. Written().Select(ResultTangent)] : tangents),
            (Emitted.Jacobian, "Jacobian", []),
            (Emitted.Jacobian, "ValueAndJacobian", withRespectTo.Select(Matrix)),
            (Emitted.Hessian, "Hessian", []),
            (Emitted.HessianVectorProduct, "HessianVectorProduct", tangents),
            (Emitted.HessianVectorProduct, "HessianVectorProduct", [.. tangents, .. buffers, .. buffers]),
            (Emitted.HessianDiagonal, "HessianDiagonal", []),
            (Emitted.SparseJacobian, "SparseJacobian", []),
        ];
        return from form in forms
               where (emit & form.Kind) != 0 && !(primal.ReturnsVoid && uses is null && form.Kind is Emitted.Vjp or Emitted.Jvp)
               select new EmittedSignature(primal, primal.Name + form.Suffix, [.. parameters, .. form.More]);

        IEnumerable<IParameterSymbol> Written() => primal.Parameters.Where(parameter => uses is not null && uses(parameter).IsWritten && !withRespectTo.Contains(parameter, SymbolEqualityComparer.Default));

        (ITypeSymbol, bool) ResultAdjoint(IParameterSymbol parameter) => (View(parameter.Type, uses!(parameter).IsRead ? "System.Span`1" : "System.ReadOnlySpan`1"), parameter.RefKind == RefKind.Ref);

        (ITypeSymbol, bool) ResultTangent(IParameterSymbol parameter) => (View(parameter.Type, "System.Span`1"), parameter.RefKind is RefKind.Ref or RefKind.Out);

        (ITypeSymbol, bool) OwnTangent(IParameterSymbol parameter) => uses is not null && uses(parameter).IsWritten ? ResultTangent(parameter) : Tangent(parameter);

        (ITypeSymbol, bool) Buffer(IParameterSymbol parameter) => (View(parameter.Type, "System.Span`1"), parameter.Type.IsValueType && RealCarriers.Of(parameter.Type) is Reals.Scalar or Reals.Composite);

        (ITypeSymbol, bool) Tangent(IParameterSymbol parameter) => (View(parameter.Type, "System.ReadOnlySpan`1"), false);

        (ITypeSymbol, bool) Matrix(IParameterSymbol parameter) => (Span(compilation.GetSpecialType(SpecialType.System_Double), "System.Span`1"), false);

        ITypeSymbol View(ITypeSymbol type, string span)
        {
            var element = type is IArrayTypeSymbol { Rank: 1 } array ? array.ElementType : RealCarriers.SpanElement(type);
            return element is not null && RealCarriers.IsElement(element) ? Span(element, span) : type;
        }

        ITypeSymbol Span(ITypeSymbol element, string span) => compilation.GetTypeByMetadataName(span)!.Construct(element);
    }

    public bool IsSameAs(IMethodSymbol other, Compilation compilation)
    {
        if (other.Name != Name || other.Arity != Primal.Arity) return false;
        var comparable = other.Arity == 0 ? other : other.OriginalDefinition.Construct([.. Primal.TypeParameters]);
        return SameTypes([.. comparable.Parameters.Select(parameter => (parameter.Type, parameter.RefKind != RefKind.None))], compilation);
    }

    public bool IsSameAs(EmittedSignature other, Compilation compilation) =>
        other.Name == Name && other.Primal.Arity == Primal.Arity && SameTypes(other.Parameters, compilation);

    public override string ToString() =>
        Name + "(" + string.Join(", ", Parameters.Select(parameter =>
            (parameter.ByReference ? "ref " : "") + Readable.Of(parameter.Type))) + ")";

    private bool SameTypes(IReadOnlyList<(ITypeSymbol Type, bool ByReference)> other, Compilation compilation) =>
        other.Count == Parameters.Count
        && other.Zip(Parameters, (left, right) =>
            left.ByReference == right.ByReference && compilation.ClassifyCommonConversion(left.Type, right.Type).IsIdentity).All(same => same);
}

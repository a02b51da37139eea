using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Diagnostics.Refusals;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>Members of a type parameter: in an expansion it stands for a type, whose members they are.</summary>
internal sealed partial class FunctionLowering
{
    private const string CheckedOperator = "op_Checked";

    private static readonly Dictionary<string, double> NumbersOfTypes = new(StringComparer.Ordinal)
    {
        ["Zero"] = 0,
        ["One"] = 1,
        ["NegativeOne"] = -1,
        ["AdditiveIdentity"] = 0,
        ["MultiplicativeIdentity"] = 1,
        ["NegativeZero"] = -0.0,
        ["NaN"] = double.NaN,
        ["PositiveInfinity"] = double.PositiveInfinity,
        ["NegativeInfinity"] = double.NegativeInfinity,
    };

    /// <summary>The method that a call of an interface's method means where the type that it is made on is known.</summary>
    private IMethodSymbol Resolved(IInvocationOperation operation) =>
        Resolved(operation.TargetMethod, operation.TargetMethod.IsStatic ? operation.ConstrainedToType : operation.Instance?.Type as ITypeParameterSymbol);

    private IMethodSymbol Resolved(IMethodSymbol method, ITypeSymbol? constrained)
    {
        if (constrained is null || method.ContainingType.TypeKind != TypeKind.Interface) return method;
        if (Actual(constrained) is ITypeParameterSymbol) return OfActual(method);
        if (Actual(constrained) is not INamedTypeSymbol type) return method;
        if (type.TypeKind != TypeKind.Struct && !type.IsSealed) return method;
        if (Implementation(method, type) is not IMethodSymbol found) return method;
        return Closed(found, method);
    }

    private IMethodSymbol Closed(IMethodSymbol found, IMethodSymbol called) =>
        found.IsGenericMethod ? found.ConstructedFrom.Construct([.. called.TypeArguments.Select(Actual)]) : found;

    /// <summary>The same method where the type parameters of the expansion are replaced by those of the method that is differentiated.</summary>
    private IMethodSymbol OfActual(IMethodSymbol method)
    {
        var home = (INamedTypeSymbol)Actual(method.ContainingType);
        IMethodSymbol? found = home.GetMembers(method.Name).OfType<IMethodSymbol>()
            .FirstOrDefault(other => SymbolEqualityComparer.Default.Equals(other.OriginalDefinition, method.OriginalDefinition));
        return found is null ? method : Closed(found, method);
    }

    /// <summary>What a static member is behind: its type, or the type parameter that it is called on.</summary>
    private string HomeOf(ISymbol member, ITypeSymbol? constrained) =>
        (constrained is not null && Actual(constrained) is ITypeParameterSymbol parameter ? parameter : (ITypeSymbol)member.ContainingType).ToDisplayString(Types.Qualified);

    private bool IsOfTypeParameter(ITypeSymbol? constrained) => constrained is not null && Actual(constrained) is ITypeParameterSymbol;

    /// <summary>
    /// A number made into a generic real. What is not the same number in every such type is left to the method that was called; only the checked conversion of a
    /// value that depends on the parameters is one of the differentiation's.
    /// </summary>
    private Expression CreateGeneric(IInvocationOperation operation, IMethodSymbol target, ScalarType real)
    {
        Expression value = Lower(operation.Arguments[0].Value);
        if (value is Constant { Type: ScalarType { IsReal: true, Kind: not ScalarKind.Generic } } number && Constant.IsExactInEveryType(number.Real)) return Constant.RealOf(number.Real, real);
        if (value is Constant { Type.IsReal: false } whole && Constant.IsExactInEveryType(whole.Bits)) return Constant.RealOf(whole.Bits, real);
        if (target.Name == "CreateChecked" && value.Type.Equals(real)) return value;
        if (target.Name == "CreateChecked" && value is Constant { Type: ScalarType { Kind: ScalarKind.Double } } other) return Constant.RealOf(other.Real, real);
        if (target.Name == "CreateChecked" && value is not Constant) return new Apply(Primitive.Convert, real, value);
        session.ReportIfDependent(Refusal.PassedOutside, operation, value, target.ToDisplayString());
        return Text.Of(real, real.Name + "." + target.Name + "(", session.HandOver(operation, value, target.ToDisplayString()), ")");
    }

    private ISymbol? Implementation(ISymbol member, INamedTypeSymbol type)
    {
        var home = (INamedTypeSymbol)Actual(member.ContainingType);
        ISymbol? declared = home.GetMembers(member.Name).FirstOrDefault(other => SymbolEqualityComparer.Default.Equals(other.OriginalDefinition, member.OriginalDefinition));
        ISymbol? found = declared is null ? null : type.FindImplementationForInterfaceMember(declared);
        if (found is not { ContainingType.TypeKind: TypeKind.Interface } || !member.Name.StartsWith(CheckedOperator, StringComparison.Ordinal)) return found;

        // Without an operator for checked contexts of its own, a type uses the ordinary one.
        ISymbol? ordinary = home.GetMembers("op_" + member.Name.Substring(CheckedOperator.Length)).FirstOrDefault();
        return ordinary is null ? null : type.FindImplementationForInterfaceMember(ordinary);
    }

    /// <summary>A static member of a type parameter, such as <c>T.One</c>; null where it is none.</summary>
    private Expression? OfTypeParameter(IPropertyReferenceOperation operation)
    {
        if (operation.Instance is not null || operation.ConstrainedToType is not { } constrained) return null;
        if (Actual(constrained) is ITypeParameterSymbol && Types.Scalar(Actual(constrained)) is { IsReal: true } generic)
        {
            return NumbersOfTypes.TryGetValue(operation.Property.Name, out double known) && (known != 0 || operation.Property.Name != "NegativeZero")
                ? Constant.RealOf(known, generic)
                : Text.Of(generic, generic.Name + "." + operation.Property.Name);
        }

        if (Actual(constrained) is not INamedTypeSymbol type) return null;
        if (Types.Scalar(type) is { IsReal: true } real)
        {
            if (NumbersOfTypes.TryGetValue(operation.Property.Name, out double number)) return Constant.RealOf(number, real);
            IFieldSymbol? constant = type.GetMembers(operation.Property.Name).OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue);
            return constant is null ? null : Constants.Of(constant.ConstantValue, type);
        }

        if (Implementation(operation.Property, type) is not IPropertySymbol { GetMethod: { } getter } || session.BodyOf(getter) is not { } body) return null;
        return Inline(operation, getter, body, [], null, null, []);
    }
}

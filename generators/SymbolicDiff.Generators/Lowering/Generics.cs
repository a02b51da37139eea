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
        if (constrained is null || method.ContainingType.TypeKind != TypeKind.Interface || Actual(constrained) is not INamedTypeSymbol type) return method;
        if (type.TypeKind != TypeKind.Struct && !type.IsSealed) return method;
        if (Implementation(method, type) is not IMethodSymbol found) return method;
        return found.IsGenericMethod ? found.ConstructedFrom.Construct([.. method.TypeArguments.Select(Actual)]) : found;
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
        if (operation.Instance is not null || operation.ConstrainedToType is not { } constrained || Actual(constrained) is not INamedTypeSymbol type) return null;
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

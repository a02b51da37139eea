using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>Parameters of primary constructors, which an object keeps as it does fields.</summary>
internal sealed partial class FunctionLowering
{
    /// <summary>What ends the names of parameters that derivatives add to the method's own.</summary>
    private static readonly string[] OfDerivatives = ["Adjoint", "Direction", "Gradient", "Jacobian", "Product", "Tangent"];

    /// <summary>
    /// A parameter of the constructor of the type that the method is in, read of the object that it is called on: a constant of the differentiation, where its
    /// name means the same in the emitted methods.
    /// </summary>
    private Expression Captured(IParameterReferenceOperation operation)
    {
        IParameterSymbol parameter = operation.Parameter;
        INamedTypeSymbol home = session.Target.ContainingType;
        bool isOwn = frame.Self is External { Operands.Count: 0 } self && self.Text[0] == "this" && home.TypeKind == TypeKind.Class && parameter.RefKind == RefKind.None
            && parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor && SymbolEqualityComparer.Default.Equals(constructor.ContainingType, home);
        if (!isOwn || IsTarget(operation) || IsHidden(parameter.Name)) return Refuse(operation);
        ValueType type = OutsideType(parameter.Type, operation);
        return type is AggregateType or DelegateType ? Refuse(operation) : Read(new External(Escaped(parameter), type));
    }

    private bool IsHidden(string name)
    {
        string stem = name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        return session.Target.Parameters.Any(own => own.Name == name) || OfDerivatives.Any(ending => stem.EndsWith(ending, StringComparison.Ordinal));
    }
}

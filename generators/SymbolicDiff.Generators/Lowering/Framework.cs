using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Diagnostics.Refusals;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>Members of the framework's vectors, matrices and complex numbers: their definitions are expanded.</summary>
internal sealed partial class FunctionLowering
{
    private Expression CallFramework(IInvocationOperation operation)
    {
        if (session.DefinitionOf(operation.TargetMethod) is not { } definition) return RefuseMember(operation, operation.TargetMethod);
        IEnumerable<IOperation> operands = operation.Arguments.OrderBy(argument => argument.Parameter!.Ordinal).Select(argument => argument.Value);
        if (operation.Arguments.Zip(operation.Arguments.Skip(1), (one, next) => one.Parameter!.Ordinal < next.Parameter!.Ordinal).Contains(false))
            return RefuseMember(operation, operation.TargetMethod);
        return InlineOperator(definition, operation, InOrder(operation.Instance is { } instance ? operands.Prepend(instance) : operands));
    }

    /// <summary>What a constructor with a definition makes; null where it is none of a known type.</summary>
    private Expression? CreateFramework(IObjectCreationOperation operation, AggregateType shape)
    {
        if (operation.Constructor is not { Parameters.Length: > 0 } constructor || !Types.IsKnown(constructor.ContainingType)) return null;
        if (operation.Arguments.Any(argument => argument.Syntax is Microsoft.CodeAnalysis.CSharp.Syntax.ArgumentSyntax { NameColon: not null })) return RefuseMember(operation, constructor);
        bool keepsAll = constructor.Parameters.Length == shape.Parts.Count
            && constructor.Parameters.Zip(shape.Parts, (parameter, part) => part.Equals(Types.Of(parameter.Type))).All(same => same);
        IMethodSymbol? definition = keepsAll ? null : session.DefinitionOf(constructor);
        if (!keepsAll && definition is null) return RefuseMember(operation, constructor);
        Expression[] values = InOrder(operation.Arguments.Select(argument => argument.Value));
        return definition is null ? new Aggregate(shape, values.ToEquatableArray()) { IsMade = true } : InlineOperator(definition, operation, values);
    }

    /// <summary>A static property or field of a known type; null for others.</summary>
    private Expression? FrameworkConstant(IMemberReferenceOperation operation)
    {
        if (!Types.IsKnown(operation.Member.ContainingType)) return null;
        IMethodSymbol? definition = session.DefinitionOf(operation.Member);
        return definition is null ? RefuseMember(operation, operation.Member) : InlineOperator(definition, operation);
    }

    private Expression RefuseMember(IOperation at, ISymbol member) =>
        Refuse(Refusal.FrameworkMember, at, member.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat));
}

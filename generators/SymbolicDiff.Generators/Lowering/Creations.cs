using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Diagnostics.Refusals;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>New structures: what their constructors and initialisers do.</summary>
internal sealed partial class FunctionLowering
{
    private Expression StructCreation(IObjectCreationOperation operation, AggregateType shape)
    {
        Aggregate created = (Aggregate)DefaultOf(shape) with { IsMade = true };
        if (CreateFramework(operation, shape) is { } known)
        {
            if (known is not Aggregate made) return known;
            created = made;
        }
        else if (operation.Constructor is { } constructor && (shape.IsReference || !constructor.IsImplicitlyDeclared))
        {
            if (Constructed(operation, constructor, operation.Arguments, created) is not { } value) return Refuse(Refusal.Object, operation, Fence.Text(operation));
            created = value;
        }

        return operation.Initializer is null ? created : WithMembers(created, operation.Initializer);
    }

    /// <summary>What a constructor makes of a structure whose members are all zero; null where it does what is not followed.</summary>
    private Aggregate? Constructed(IOperation at, IMethodSymbol constructor, IReadOnlyList<IArgumentOperation> arguments, Aggregate zero)
    {
        switch (constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax())
        {
            case TypeDeclarationSyntax:
            case null when constructor.IsImplicitlyDeclared:
                var empty = new MethodBody(constructor, at);
                return Inline(at, constructor, empty, arguments, zero, null, expand: () => Initialised(constructor, zero, at)) as Aggregate;
            case ConstructorDeclarationSyntax declaration when session.BodyOf(constructor) is { } body:
                return Inline(at, constructor, body, arguments, zero, null, expand: () => Run(declaration, constructor, zero, at)) as Aggregate;
            default:
                return null;
        }
    }

    /// <summary>In the constructor's frame: the constructor that it calls or the initialisers of the members, then its body.</summary>
    private Aggregate? Run(ConstructorDeclarationSyntax declaration, IMethodSymbol constructor, Aggregate zero, IOperation at)
    {
        Aggregate? first = declaration.Initializer is null ? Initialised(constructor, zero, at)
            : ChainedCall(declaration) is { } call && SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, constructor.ContainingType)
                ? Constructed(call, call.TargetMethod, call.Arguments, zero)
            : null;
        if (first is null) return null;
        Aggregate created = (Aggregate)Declared(Names.Local(constructor.ContainingType.Name), first, isStable: false) with { IsMade = true };
        frame.Self = created;
        Expand("unused");
        return created;
    }

    private IInvocationOperation? ChainedCall(ConstructorDeclarationSyntax declaration)
    {
        var body = session.Compilation.GetSemanticModel(declaration.SyntaxTree).GetOperation(declaration) as IConstructorBodyOperation;
        return body?.Initializer is IExpressionStatementOperation { Operation: IInvocationOperation call } ? call : body?.Initializer as IInvocationOperation;
    }

    /// <summary>In the constructor's frame: the members as their initialisers, and the parameters of a record, leave them.</summary>
    private Aggregate? Initialised(IMethodSymbol constructor, Aggregate zero, IOperation at)
    {
        var names = new List<string>();
        var values = new List<Func<Expression[], Expression>>();
        foreach (IParameterSymbol parameter in Constructors.PropertiesOf(constructor))
        {
            names.Add(parameter.Name);
            values.Add(_ => frame.Meaning(parameter.OriginalDefinition)!);
        }

        if (Constructors.InitialisersOf(constructor.ContainingType) is not { } initialisers) return null;
        foreach (var (name, syntax) in initialisers)
        {
            if (session.Compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax) is not ISymbolInitializerOperation { Value: { } value }) return null;
            names.Add(name);
            values.Add(_ => Lower(value));
        }

        return names.TrueForAll(name => Part(zero, name) is not null) ? Replaced(zero, names, InOrder([.. values]), at) : null;
    }
}

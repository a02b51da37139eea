using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Diagnostics.Refusals;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>New structures: what their constructors and initialisers do.</summary>
internal sealed partial class FunctionLowering
{
    private Expression StructCreation(IObjectCreationOperation operation, AggregateType shape, string? name = null)
    {
        Aggregate created = shape is { IsEntity: true, Class: { } home }
            ? NewEntity(shape, name ?? Names.Local(home.Name))
            : (Aggregate)DefaultOf(shape) with { IsMade = true, IsExact = shape.IsReference };
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
            case TypeDeclarationSyntax declaration:
                var empty = new MethodBody(constructor, at);
                return Inline(at, constructor, empty, arguments, zero, null, expand: () => Based(constructor, Initialised(constructor, zero, at), Constructors.CallIn(declaration, session.Compilation), at)) as Aggregate;
            case null when constructor.IsImplicitlyDeclared:
                return Inline(at, constructor, new MethodBody(constructor, at), arguments, zero, null, expand: () => Based(constructor, Initialised(constructor, zero, at), null, at)) as Aggregate;
            case ConstructorDeclarationSyntax declaration when session.BodyOf(constructor) is { } body:
                return Inline(at, constructor, body, arguments, zero, null, expand: () => Run(declaration, constructor, zero, at)) as Aggregate;
            default:
                return null;
        }
    }

    /// <summary>In the constructor's frame: the constructor that it calls or the initialisers of the members, then its body.</summary>
    private Aggregate? Run(ConstructorDeclarationSyntax declaration, IMethodSymbol constructor, Aggregate zero, IOperation at)
    {
        IInvocationOperation? call = Constructors.CallIn(declaration, session.Compilation);
        if (declaration.Initializer is not null && call is null) return null;
        bool callsOwn = call is not null && SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType.OriginalDefinition, constructor.ContainingType.OriginalDefinition);
        Aggregate? first = callsOwn ? Constructed(call!, call!.TargetMethod, call.Arguments, zero) : Based(constructor, Initialised(constructor, zero, at), call, at);
        if (first is null) return null;
        Aggregate created = zero.Shape.IsEntity ? zero
            : (Aggregate)Declared(Names.Local(constructor.ContainingType.Name), first, isStable: false) with { IsMade = true, IsExact = zero.IsExact };
        frame.Self = created;
        Expand("unused");
        return created;
    }

    /// <summary>In the constructor's frame: the object as the constructor of its base class leaves it, which runs behind the initialisers of the class itself.</summary>
    private Aggregate? Based(IMethodSymbol constructor, Aggregate? initialised, IInvocationOperation? call, IOperation at)
    {
        if (initialised is null || Types.BaseOf(constructor.ContainingType) is not { } inherited) return initialised;
        if (call is not null) return Constructed(call, call.TargetMethod, call.Arguments, initialised);
        return inherited.InstanceConstructors.FirstOrDefault(candidate => candidate.Parameters.IsEmpty) is { } empty ? Constructed(at, empty, [], initialised) : null;
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
            values.Add(_ => Part(zero, name) is ObjectPlace member ? LowerNamed(value, member.Name) : Lower(value));
        }

        if (!names.TrueForAll(name => Part(zero, name) is not null)) return null;
        if (!zero.Shape.IsEntity) return Replaced(zero, names, InOrder([.. values]), at);
        for (int i = 0; i < names.Count; i++) SetPart(zero, names[i], values[i]([]), at);
        return zero;
    }
}

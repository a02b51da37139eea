using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Lowering;

namespace SymbolicDiff.Generators.Model;

/// <summary>
/// How a structure or object is made of its real members: by a constructor that does nothing but keep its arguments, by an initialiser, or by both.
/// </summary>
internal sealed class Constructions(Compilation compilation, INamedTypeSymbol within, Func<ITypeSymbol, string> text)
{
    /// <summary>Whether members that carry no reals are given values, too.</summary>
    public bool IsOfAll { get; init; }

    /// <summary>The one that leaves least to the initialiser; null where there is none.</summary>
    public Construction? Of(INamedTypeSymbol type, IReadOnlyList<ISymbol> symbols, IReadOnlyList<CompositeMember> members)
    {
        if (type.IsAbstract) return null;
        return type.InstanceConstructors
            .Where(constructor => compilation.IsSymbolAccessibleWithin(constructor, within))
            .Select(constructor => (constructor.Parameters.Length, Construction: Of(type, constructor, symbols, members)))
            .Where(candidate => candidate.Construction is not null)
            .OrderByDescending(candidate => candidate.Length)
            .FirstOrDefault().Construction;
    }

    private Construction? Of(INamedTypeSymbol type, IMethodSymbol constructor, IReadOnlyList<ISymbol> symbols, IReadOnlyList<CompositeMember> members)
    {
        if (KeptBy(constructor, symbols) is not { } kept) return null;
        var pieces = new List<string> { "new " + text(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated)) };
        var gaps = new List<int>();
        List<int> rest = [.. Enumerable.Range(0, members.Count).Where(i => !kept.Contains(i) && (IsGiven(members[i]) || IsRequired(constructor, symbols[i])))];
        if (!rest.All(i => CanInitialise(symbols[i]))) return null;
        if (constructor.Parameters.Length > 0 || rest.Count == 0)
        {
            pieces[0] += "(";
            for (int i = 0; i < kept.Count; i++) Add(kept[i], i > 0 ? ", " : "");
            pieces[pieces.Count - 1] += ")";
        }

        for (int i = 0; i < rest.Count; i++) Add(rest[i], (i > 0 ? ", " : " { ") + members[rest[i]].Name + " = ");
        if (rest.Count > 0) pieces[pieces.Count - 1] += " }";
        return new Construction(pieces.ToEquatableArray(), gaps.ToEquatableArray());

        void Add(int member, string before)
        {
            pieces[pieces.Count - 1] += before;
            if (member >= 0 && IsGiven(members[member]))
            {
                gaps.Add(member);
                pieces.Add("");
            }
            else
            {
                ITypeSymbol kind = member >= 0 ? Types.TypeOf(symbols[member]) : constructor.Parameters[kept.IndexOf(member)].Type;
                pieces[pieces.Count - 1] += "default(" + text(kind.WithNullableAnnotation(NullableAnnotation.None)) + ")" + (kind.IsReferenceType ? "!" : "");
            }
        }
    }

    private bool IsGiven(CompositeMember member) => IsOfAll || member.Type.CarriesReals;

    /// <summary>The member that each parameter becomes; null where the constructor does anything else.</summary>
    private List<int>? KeptBy(IMethodSymbol constructor, IReadOnlyList<ISymbol> symbols)
    {
        INamedTypeSymbol type = constructor.ContainingType;
        if (Types.IsKnown(type)) return IsComponents(constructor, symbols) ? [.. Enumerable.Range(0, symbols.Count)] : null;
        if (MembersBy(constructor.OriginalDefinition, ImmutableHashSet.Create<ISymbol>(SymbolEqualityComparer.Default)) is not { } members) return null;
        var kept = new List<int>();
        foreach (IParameterSymbol parameter in constructor.Parameters)
        {
            IEnumerable<int> indices = members[parameter.OriginalDefinition].Select(name => IndexOf(symbols, name))
                .Where(index => index >= 0 && !kept.Contains(index) && SymbolEqualityComparer.Default.Equals(parameter.Type, Types.TypeOf(symbols[index])));
            if (parameter.RefKind is not (RefKind.None or RefKind.In)) return null;
            int index = indices.Append(-1).First();
            if (index < 0) return null;
            kept.Add(index);
        }

        return kept;
    }

    /// <summary>The members that each parameter is kept in, those of base classes too; null where the constructor does anything else.</summary>
    private ILookup<IParameterSymbol, string>? MembersBy(IMethodSymbol constructor, ImmutableHashSet<ISymbol> outer)
    {
        if (outer.Contains(constructor)) return null; // what calls itself does not compile
        SyntaxNode? syntax = constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        List<(IParameterSymbol Parameter, string Name)>? own = syntax switch
        {
            ConstructorDeclarationSyntax declaration => AssignedBy(declaration),
            TypeDeclarationSyntax declaration => InitialisedBy(constructor, declaration),
            null when constructor is { IsImplicitlyDeclared: true, Parameters.IsEmpty: true } => [],
            _ => null,
        };
        if (own is null || PassedOn(constructor, syntax, outer.Add(constructor)) is not { } passed) return null;
        IEnumerable<(IParameterSymbol Parameter, string Name)> last = passed.Concat(own).GroupBy(pair => pair.Name, StringComparer.Ordinal).Select(assigned => assigned.Last());
        return last.OrderBy(pair => own.Contains(pair) ? 0 : 1)
            .ToLookup(pair => pair.Parameter, pair => pair.Name, (IEqualityComparer<IParameterSymbol>)SymbolEqualityComparer.Default);
    }

    /// <summary>What becomes of the parameters that another constructor is called with; null where that one, or an argument, does anything else.</summary>
    private List<(IParameterSymbol Parameter, string Name)>? PassedOn(IMethodSymbol constructor, SyntaxNode? syntax, ImmutableHashSet<ISymbol> outer)
    {
        IInvocationOperation? call = Constructors.CallIn(syntax, compilation);
        if (call is null && syntax is ConstructorDeclarationSyntax { Initializer: not null }) return null;
        IMethodSymbol? next = call?.TargetMethod ?? Types.BaseOf(constructor.ContainingType)?.InstanceConstructors.FirstOrDefault(candidate => candidate.Parameters.IsEmpty);
        if (next is null) return Types.BaseOf(constructor.ContainingType) is null ? [] : null;
        if (MembersBy(next.OriginalDefinition, outer) is not { } members) return null;
        var passed = new List<(IParameterSymbol, string)>();
        foreach (IArgumentOperation argument in call?.Arguments ?? ImmutableArray<IArgumentOperation>.Empty)
        {
            if (argument.Value is IParameterReferenceOperation { Parameter: var parameter })
                passed.AddRange(members[argument.Parameter!.OriginalDefinition].Select(name => (parameter, name)));
            else if (!argument.Value.ConstantValue.HasValue) return null;
        }

        return passed;
    }

    private static int IndexOf(IReadOnlyList<ISymbol> symbols, string name)
    {
        for (int i = 0; i < symbols.Count; i++)
            if (symbols[i].Name == name) return i;
        return -1;
    }

    private static bool IsComponents(IMethodSymbol constructor, IReadOnlyList<ISymbol> symbols) =>
        constructor.Parameters.Length == symbols.Count
        && constructor.Parameters.Zip(symbols, (parameter, symbol) => SymbolEqualityComparer.Default.Equals(parameter.Type, Types.TypeOf(symbol))).All(same => same);

    /// <summary>A body of assignments of parameters to members, <c>X = x; Y = y;</c> or <c>(X, Y) = (x, y);</c>.</summary>
    private List<(IParameterSymbol Parameter, string Name)>? AssignedBy(ConstructorDeclarationSyntax declaration)
    {
        SemanticModel semantics = compilation.GetSemanticModel(declaration.SyntaxTree);
        if (semantics.GetOperation(declaration) is not IConstructorBodyOperation body) return null;
        var members = new List<(IParameterSymbol Parameter, string Name)>();
        foreach (IOperation statement in (body.BlockBody ?? body.ExpressionBody)?.Operations ?? ImmutableArray<IOperation>.Empty)
            if (statement is not IExpressionStatementOperation { Operation: IAssignmentOperation assignment } || !Add(assignment.Target, assignment.Value)) return null;
        return members;

        bool Add(IOperation target, IOperation value)
        {
            while (value is IConversionOperation { Conversion.IsIdentity: true } or IConversionOperation { Operand: ITupleOperation }) value = ((IConversionOperation)value).Operand;
            if (target is ITupleOperation targets && value is ITupleOperation values)
                return targets.Elements.Zip(values.Elements, Add).All(added => added);
            if (target is not IMemberReferenceOperation { Instance: IInstanceReferenceOperation, Member: var member } || value is not IParameterReferenceOperation { Parameter: var parameter }) return false;
            members.Add((parameter, member.Name));
            return true;
        }
    }

    /// <summary>A primary constructor: the properties of a record, or members that are initialised by the parameters.</summary>
    private List<(IParameterSymbol Parameter, string Name)> InitialisedBy(IMethodSymbol constructor, TypeDeclarationSyntax declaration)
    {
        List<(IParameterSymbol, string)> members = [.. Constructors.PropertiesOf(constructor).Select(parameter => (parameter, parameter.Name))];
        SemanticModel semantics = compilation.GetSemanticModel(declaration.SyntaxTree);
        foreach (var (name, initial) in Constructors.InitialisersOf(constructor.ContainingType) ?? [])
            if (semantics.GetSymbolInfo(initial.Value).Symbol is IParameterSymbol parameter) members.Add((parameter, name));
        return members;
    }

    private static bool IsRequired(IMethodSymbol constructor, ISymbol member) =>
        member is IFieldSymbol { IsRequired: true } or IPropertySymbol { IsRequired: true }
        && !constructor.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "SetsRequiredMembersAttribute");

    private bool CanInitialise(ISymbol member) => member switch
    {
        IFieldSymbol field => !field.IsReadOnly,
        IPropertySymbol { SetMethod: { } setter } => compilation.IsSymbolAccessibleWithin(setter, within),
        _ => false,
    };
}

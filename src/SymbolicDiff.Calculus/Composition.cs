using SymbolicDiff.Calculus.Differentiation;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus;

/// <summary>
/// Puts a derivative together to what C# has: where the primal's leaves stood, and what derivatives add for them, stand the composites that they belong to.
/// </summary>
internal sealed class Composition
{
    private readonly Function primal;
    private readonly Function form;
    private readonly ContractNames names;
    private readonly Dictionary<Variable, CompositeParameter> owners = [];
    private readonly Dictionary<Variable, Expression> replaced = [];
    private readonly List<Parameter> parameters = [];
    private readonly List<Statement> head = [];
    private readonly List<Statement> end = [];
    private readonly HashSet<Statement> dropped = [];
    private readonly bool isDifferentiated;

    private Composition(Function primal, Function form, bool isDifferentiated)
    {
        (this.primal, this.form, this.isDifferentiated) = (primal, form, isDifferentiated);
        names = new ContractNames(primal with { Parameters = primal.Parameters.Concat(primal.Composites.Select(composite => new Parameter(composite.Whole, composite.Passing))).ToEquatableArray() });
        foreach (CompositeParameter composite in primal.Composites)
            foreach (Variable leaf in composite.Leaves) owners.Add(leaf, composite);
    }

    /// <param name="primal">The function with its composites.</param>
    /// <param name="independents">Its parameters that are differentiated.</param>
    /// <param name="form">A derivative over the leaves.</param>
    public static Function Of(Function primal, IReadOnlyList<Variable> independents, Function form) =>
        primal.Composites.Count == 0 && primal.Returned is null ? form
            : new Composition(primal, form, primal.Composites.Any(composite => composite.Leaves.Any(independents.Contains))).Composed(independents);

    /// <summary>Whether there is a form that overwrites the caller's storage.</summary>
    public static bool HasBuffers(Function primal, IReadOnlyList<Variable> independents)
    {
        List<CompositeType> classes =
            [.. primal.Composites.Where(composite => composite.Leaves.Any(independents.Contains)).Select(composite => composite.Type).Where(type => type.IsReference)];
        return classes.All(type => type.IsWritable) && (classes.Count > 0 || independents.Any(variable => variable.Type is StorageType));
    }

    /// <summary>Whether a parameter that is differentiated is part of a composite.</summary>
    public static bool IsComposite(Function primal, IReadOnlyList<Variable> independents) =>
        primal.Composites.Any(composite => composite.Leaves.Any(independents.Contains));

    private Function Composed(IReadOnlyList<Variable> independents)
    {
        for (int i = 0; i < form.Parameters.Count; i++)
        {
            Parameter parameter = form.Parameters[i];
            if (parameter.Role == ParameterRole.Primal && owners.TryGetValue(parameter.Variable, out CompositeParameter? own))
            {
                TakeApart(own, own.Leaves.Any(independents.Contains));
                i += own.Leaves.Count - 1;
            }
            else if (parameter.About is { } about && owners.TryGetValue(about, out CompositeParameter? composite))
            {
                Parameter[] parts = [.. form.Parameters.Skip(i).Take(composite.Reals.Count())];
                AddPart(composite, parts);
                i += parts.Length - 1;
            }
            else
            {
                parameters.Add(parameter);
            }
        }

        var statements = form.Body.Statements.Where(statement => !dropped.Contains(statement)).Select(Replaced).ToList();
        Return? last = statements.LastOrDefault() as Return;
        if (last is not null) statements.RemoveAt(statements.Count - 1);
        var (results, values) = Results(last);
        IEnumerable<Statement> all = head.Concat(statements).Concat(end);
        if (last is not null) all = all.Append(new Return(values));
        return new Function(form.Name, parameters.ToEquatableArray(), results, new Block(all.ToEquatableArray()));
    }

    /// <summary>A parameter of the primal: its leaves are read where they are, unless the function changes its copies of them.</summary>
    private void TakeApart(CompositeParameter composite, bool isIndependent)
    {
        parameters.Add(new Parameter(composite.Whole, composite.Passing));
        if (isIndependent && composite.Type.IsReference) head.Add(FormCall.ThrowIfNull(composite.Whole));
        foreach (var (leaf, place) in composite.Leaves.Zip(composite.Type.LeavesOf(composite.Whole), (leaf, place) => (leaf, place)))
        {
            if (!IsMentioned(leaf)) continue;
            if (leaf.Type is StorageType || IsAssigned(leaf)) head.Add(new Declare(leaf, place));
            else replaced.Add(leaf, place);
        }
    }

    /// <summary>A gradient, adjoint or tangent of a composite.</summary>
    private void AddPart(CompositeParameter composite, IReadOnlyList<Parameter> parts)
    {
        CompositeType type = composite.Type;
        Parameter first = parts[0];
        string suffix = first.Variable.Name.Substring(first.About!.Name.Length).TrimEnd("0123456789".ToCharArray());
        var whole = new Variable(names.Suffixed(composite.Whole.Name, suffix), int.MaxValue, type, Role.Contract);
        bool isInPlace = type.IsReference && type.IsWritable;
        Passing passing = first.Role switch
        {
            ParameterRole.Gradient when !isInPlace => Passing.Out,
            ParameterRole.Adjoint when !isInPlace => Passing.Ref,
            _ => Passing.Value,
        };
        parameters.Add(new Parameter(whole, passing, first.Role));
        if (type.IsReference) head.Add(FormCall.ThrowIfNull(whole));
        if (isInPlace && first.Role != ParameterRole.Tangent) KeepApart(whole);
        List<Expression> places = [.. type.LeavesOf(whole).Where(place => place.Type.CarriesReals)];
        if (passing == Passing.Out) AddNew(whole, parts);
        else if (first.Role == ParameterRole.Adjoint && !type.IsWritable) AddReplaced(whole, parts, places);
        else AddInPlace(parts, places);
    }

    /// <summary>Throws for an object that is to be written and is one of the others, too.</summary>
    private void KeepApart(Variable whole)
    {
        foreach (Variable other in parameters.Select(parameter => parameter.Variable).Where(other => !other.Equals(whole) && other.Type.Equals(whole.Type)))
        {
            var same = new External(
                EquatableArray.Of("object.ReferenceEquals(", ", ", ")"), EquatableArray.Of<Expression>(whole, other), ValueType.Boolean, HasEffects: false);
            string text = "new global::System.ArgumentException(\"It is the object '" + other.Name + "'.\", \"" + whole.Name + "\")";
            head.Add(new If(same, new Block(new Throw(new External(text, new OpaqueType("global::System.ArgumentException")))), Block.Empty));
        }
    }

    private void AddInPlace(IReadOnlyList<Parameter> parts, IReadOnlyList<Expression> places)
    {
        for (int i = 0; i < parts.Count; i++)
        {
            if (parts[i].Variable.Type is StorageType) head.Add(new Declare(parts[i].Variable, places[i]));
            else replaced.Add(parts[i].Variable, places[i]);
        }
    }

    /// <summary>Made of its parts at the end.</summary>
    private void AddNew(Variable whole, IReadOnlyList<Parameter> parts)
    {
        var values = new Queue<Expression>();
        foreach (Parameter part in parts)
        {
            if (part.Variable.Type is StorageType storage)
            {
                Variable own = part.Variable with { Type = storage with { Kind = StorageKind.Array }, Role = Role.Derivative };
                head.Add(new Declare(own, new ZerosLike(replaced.TryGetValue(part.About!, out Expression? place) ? place : part.About!, (StorageType)own.Type)));
                replaced.Add(part.Variable, own);
                DropGuards(part.Variable);
                values.Enqueue(own);
            }
            else if (AssignedLast(part.Variable) is { } last)
            {
                dropped.Add(last);
                values.Enqueue(last.Value);
            }
            else
            {
                head.Add(new Declare(part.Variable, null));
                values.Enqueue(part.Variable);
            }
        }

        end.Add(new Assign(whole, AssignmentKind.Set, Replaced(((CompositeType)whole.Type).Of(values))));
    }

    /// <summary>A value whose members cannot be assigned one by one: taken apart at the head, and made anew at the end.</summary>
    private void AddReplaced(Variable whole, IReadOnlyList<Parameter> parts, IReadOnlyList<Expression> places)
    {
        var values = new Queue<Expression>();
        for (int i = 0; i < parts.Count; i++)
        {
            head.Add(new Declare(parts[i].Variable, places[i]));
            values.Enqueue(parts[i].Variable.Type is StorageType ? places[i] : parts[i].Variable);
        }

        end.Add(new Assign(whole, AssignmentKind.Set, ((CompositeType)whole.Type).Of(values)));
    }

    private void DropGuards(Variable buffer)
    {
        foreach (Statement statement in form.Body.Statements)
            if (statement is Guard { Kind: GuardKind.Buffer } guard && guard.Storages[0].Equals(buffer)) dropped.Add(statement);
    }

    /// <summary>The assignment at the function's end that alone mentions the variable; null where there is no such.</summary>
    private Assign? AssignedLast(Variable variable)
    {
        Assign? found = form.Body.Statements.Reverse().SkipWhile(statement => statement is Return)
            .TakeWhile(statement => statement is Assign { Kind: AssignmentKind.Set, Target: Variable })
            .Cast<Assign>().FirstOrDefault(assign => assign.Target.Equals(variable));
        bool isAlone = found is not null
            && form.Body.AllStatements().Count(statement => statement is Assign assign && assign.Target.Equals(variable)) == 1
            && !form.Body.AllStatements().SelectMany(statement => statement.Reads()).SelectMany(read => read.DescendantsAndSelf()).Contains(variable);
        return isAlone ? found : null;
    }

    private bool IsMentioned(Variable variable) =>
        IsAssigned(variable) || form.Body.AllStatements().SelectMany(statement => statement.Reads()).SelectMany(read => read.DescendantsAndSelf()).Contains(variable);

    private bool IsAssigned(Variable variable) => form.Body.AllStatements().Any(statement => statement is Assign assign && assign.Target.Equals(variable));

    private Block Replaced(Block block) => new(block.Statements.Select(Replaced).ToEquatableArray());

    private Statement Replaced(Statement statement)
    {
        Statement mapped = statement.Map(Replaced, Replaced);
        return mapped is Assign { Target: Variable target } assign && replaced.TryGetValue(target, out Expression? place) ? assign with { Target = place } : mapped;
    }

    private Expression Replaced(Expression expression) => expression.Substitute(variable => replaced.TryGetValue(variable, out Expression? place) ? place : null);

    private (EquatableArray<Result> Results, EquatableArray<Expression> Values) Results(Return? last)
    {
        if (last is null) return (form.Results, EquatableArray<Expression>.Empty);
        if (primal.Returned is { } returned && form.Results.Equals(primal.Results))
            return (EquatableArray.Of(new Result(null, returned)), EquatableArray.Of(Returned(returned, last.Values)));
        var results = new List<Result>();
        var values = new List<Expression>();
        for (int i = 0; i < form.Results.Count; i++)
        {
            Result result = form.Results[i];
            if (result.About is not { } about || !owners.TryGetValue(about, out CompositeParameter? composite))
            {
                results.Add(result);
                values.Add(last.Values[i]);
                continue;
            }

            int count = composite.Reals.Count();
            string name = names.TupleElement(composite.Whole.Name, "Gradient", form.Results[0].Name == "value");
            results.Add(new Result(name, composite.Type));
            values.Add(composite.Type.Of(new Queue<Expression>(last.Values.Skip(i).Take(count))));
            i += count - 1;
        }

        if (results.Count == 1) results[0] = results[0] with { Name = null };
        return (results.ToEquatableArray(), values.ToEquatableArray());
    }

    /// <summary>What the primal returns, with all of its leaves.</summary>
    private Expression Returned(CompositeType type, IEnumerable<Expression> values) =>
        type.Of(new Queue<Expression>(values.Where((_, i) => primal.Results[i].Type.CarriesReals)));
}

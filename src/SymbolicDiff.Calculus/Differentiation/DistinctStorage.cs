using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>
/// Where the primal writes storage, two names for it would need two names for its derivative: the emitted method checks that memory of two alias
/// classes is not the same. Parameters are checked at its head, storage from outside (a field) where the primal gets hold of it, a real from outside
/// where the primal reads it, and an <c>out</c> parameter when it has its first value.
/// </summary>
internal sealed class DistinctStorage
{
    private readonly Function primal;
    private readonly Aliasing aliasing;
    private readonly VariableSource variables;
    private readonly List<Variable> storages;
    private readonly IReadOnlyCollection<Variable> buffers;
    private readonly HashSet<Variable> written;
    private readonly HashSet<Statement> existing;
    private readonly Dictionary<Variable, Variable> given = [];
    private readonly HashSet<Expression> checkedForGood = [];
    private readonly List<Parameter> references;
    private readonly bool keepsMembers;

    private DistinctStorage(Function primal, IReadOnlyCollection<Variable> buffers, VariableSource variables)
    {
        (this.primal, this.buffers, this.variables) = (primal, buffers, variables);
        List<Statement> statements = [.. primal.Body.AllStatements()];
        aliasing = Aliasing.Of(primal);
        written = [.. statements.SelectMany(Activity.StorageWrites).Select(aliasing.ClassOf)];
        existing = [.. statements.OfType<Guard>()];
        keepsMembers = !statements.SelectMany(statement => statement.Reads()).SelectMany(read => read.DescendantsAndSelf())
            .Any(part => part is External { HasEffects: true });
        storages =
        [
            .. from parameter in primal.Parameters
               where parameter.Role == ParameterRole.Primal && parameter.Passing != Passing.Out && parameter.Variable.Type is StorageType { CarriesReals: true }
               select parameter.Variable,
        ];
        references =
        [
            .. from parameter in primal.Parameters
               where parameter.Role == ParameterRole.Primal && parameter.Passing != Passing.Value && parameter.Variable.Type is ScalarType
               select parameter,
        ];
    }

    /// <summary>The primal with the guards that it has not yet.</summary>
    /// <param name="primal">The function to differentiate.</param>
    /// <param name="buffers">The caller's storage that the derivative writes.</param>
    /// <param name="variables">Makes variables that differ from the primal's.</param>
    public static Function Guarded(Function primal, IReadOnlyCollection<Variable> buffers, VariableSource variables)
    {
        var distinct = new DistinctStorage(primal, buffers, variables);
        Block body = distinct.WithResults(distinct.WithOutside(primal.Body, [], isFirst: true));
        var head = primal.Body.Statements.TakeWhile(statement => statement is Guard).ToList();
        var names = from storage in distinct.storages where distinct.given.ContainsKey(storage) select new Declare(distinct.given[storage], storage);
        var guarded = head.Concat(distinct.OfParameters()).Concat(distinct.OfReferences()).Concat(names).Concat(body.Statements.Skip(head.Count));
        return primal with { Body = new Block(guarded.ToEquatableArray()) };
    }

    /// <summary>Whether two storages could share memory: their elements are of one type.</summary>
    public static bool HoldSameReals(ValueType a, ValueType b) => Reals(a).Equals(Reals(b));

    /// <summary>Whether a scalar of the type could be part of the storage.</summary>
    private static bool Holds(ValueType storage, ValueType scalar) =>
        Reals(storage) is var element && (element is CompositeType composite ? composite.Leaves.Contains(scalar) : element.Equals(scalar));

    private static ValueType Reals(ValueType type) => type is StorageType storage ? Reals(storage.Element) : type;

    private bool IsWritten(Variable storage) => written.Contains(aliasing.ClassOf(storage));

    /// <summary>One guard for each pair of parameters of which one is written, and one for the rows of each written jagged parameter.</summary>
    private IEnumerable<Statement> OfParameters()
    {
        var guards = new List<Statement>();
        for (int i = 0; i < storages.Count; i++)
        {
            if (IsWritten(storages[i]) && storages[i].Type is StorageType { Element: StorageType }) guards.Add(Guard(storages[i]));
            for (int j = i + 1; j < storages.Count; j++)
                if ((IsWritten(storages[i]) || IsWritten(storages[j])) && HoldSameReals(storages[i].Type, storages[j].Type))
                    guards.Add(Guard(storages[i], storages[j]));
        }

        return guards.Where(guard => !existing.Contains(guard));
    }

    /// <summary>The block with a guard after each statement that gets hold of something from outside.</summary>
    private Block WithOutside(Block block, IEnumerable<Variable> assignedBefore, bool isFirst)
    {
        var statements = new List<Statement>();
        var assigned = new HashSet<Variable>(assignedBefore);
        foreach (Statement statement in block.Statements)
        {
            statements.AddRange(OfCall(statement).Where(guard => !existing.Contains(guard)));
            statements.Add(statement.Map(expression => expression, inner => WithOutside(inner, assigned, isFirst: false)));
            (Variable? holder, Expression? value) = statement switch
            {
                Declare declare => (declare.Variable, declare.Value),
                Assign { Kind: AssignmentKind.Set } assign => (Aliasing.Root(assign.Target), assign.Value),
                _ => (null, null),
            };
            if (statement is Assign && holder is not null
                && references.Find(reference => reference.Variable.Equals(holder)) is { Passing: Passing.Out } result)
            {
                if (!checkedForGood.Contains(holder)) statements.AddRange(OfReference(result).Where(guard => !existing.Contains(guard)));
                if (isFirst) checkedForGood.Add(holder);
                assigned.Add(holder);
            }

            if (holder is null || value is null) continue;
            if (value is External external && checkedForGood.Contains(external)) continue;
            if (value is External { HasEffects: false, Type.IsReal: true } real)
                statements.AddRange(OfReal(real, assigned).Where(guard => !existing.Contains(guard)));
            if (value is not { Type: StorageType { CarriesReals: true } } || !Aliasing.IsFromOutside(value)) continue;
            statements.AddRange(OfOutside(holder).Where(guard => !existing.Contains(guard)));
            if (isFirst && keepsMembers && value is External { Operands.Count: 0 } member) checkedForGood.Add(member);
        }

        return new Block(statements.ToEquatableArray());
    }

    /// <summary>What a call writes must not be what it reads or writes by another argument; storage of two alias classes is not.</summary>
    private IEnumerable<Statement> OfCall(Statement statement)
    {
        if (Activity.CallOf(statement) is not { } call || call.Callee!.Recursive is { Part: not RecursivePart.Primal }) yield break;
        List<Expression> arguments = [.. call.Operands.Where(operand => operand.Type is StorageType { CarriesReals: true })];
        for (int i = 0; i < arguments.Count; i++)
            for (int j = i + 1; j < arguments.Count; j++)
                if ((call.Written.Contains(arguments[i]) || call.Written.Contains(arguments[j])) && ClassOf(arguments[i]).Equals(ClassOf(arguments[j]))
                    && HoldSameReals(arguments[i].Type, arguments[j].Type))
                    yield return Guard(arguments[i], arguments[j]);
    }

    private Variable ClassOf(Expression path) => aliasing.ClassOf(Aliasing.Root(path)!);

    /// <summary>The guards of a real that is read from outside: a field, which a parameter by reference may name, or an element of what may be an array.</summary>
    private IEnumerable<Statement> OfReal(External real, HashSet<Variable> assigned)
    {
        if (real.Operands.Count == 0 && IsMember(real))
        {
            foreach (Parameter reference in references)
                if (reference.Variable.Type.Equals(real.Type) && IsAssigned(reference)
                    && (reference.Passing != Passing.Out || assigned.Contains(reference.Variable)))
                    yield return Reference(reference.Variable, real);
        }

        foreach (Expression list in real.Operands.Where(MayBeArray))
        {
            var type = new StorageType(StorageKind.Array, real.Type);
            string name = Printer.Print(real.Type);
            var array = new External(EquatableArray.Of("(", " as " + name + "[])"), EquatableArray.Of(list), type, HasEffects: false);
            foreach (Variable storage in storages)
                if (IsWritten(storage) && HoldSameReals(storage.Type, type)) yield return Guard(Given(storage), array);
            foreach (Variable buffer in buffers)
                if (HoldSameReals(buffer.Type, type)) yield return Guard(buffer, array);
            foreach (Parameter reference in references)
                if (reference.Passing != Passing.Out && reference.Variable.Type.Equals(real.Type) && IsAssigned(reference))
                    yield return Reference(reference.Variable, array);
        }
    }

    private static bool IsMember(External real) =>
        real.Text[0] is { Length: > 0 } text && (char.IsLetterOrDigit(text[text.Length - 1]) || text[text.Length - 1] == '_');

    /// <summary>Whether the expression is of an interface or a base class of arrays.</summary>
    private static bool MayBeArray(Expression expression) =>
        expression.Type is OpaqueType { Name: var name } && (name is "object" or "global::System.Array" || ArrayInterfaces.Contains(name));

    private static readonly string[] ArrayInterfaces =
    [
        .. from name in new[] { "IList", "IReadOnlyList", "ICollection", "IReadOnlyCollection", "IEnumerable" }
           from end in new[] { "global::System.Collections.Generic." + name + "<double>", "global::System.Collections.Generic." + name + "<float>" }
           select end,
    ];

    /// <summary>The body with a guard, where all of them have values, for each two <c>out</c> parameters.</summary>
    private Block WithResults(Block body)
    {
        List<Parameter> results = [.. references.Where(reference => reference.Passing == Passing.Out)];
        var guards = from pair in results.SelectMany((second, i) => results.Take(i).Select(first => (First: first.Variable, Second: second.Variable)))
                     where pair.First.Type.Equals(pair.Second.Type)
                     let guard = Reference(pair.First, pair.Second)
                     where !existing.Contains(guard)
                     select guard;
        int end = body.Statements.LastOrDefault() is Return ? body.Statements.Count - 1 : body.Statements.Count;
        return new Block(body.Statements.Take(end).Concat(guards).Concat(body.Statements.Skip(end)).ToEquatableArray());
    }

    private IEnumerable<Statement> OfOutside(Variable holder)
    {
        foreach (Variable storage in storages)
        {
            bool isConflict = (IsWritten(storage) || IsWritten(holder)) && !aliasing.ClassOf(storage).Equals(aliasing.ClassOf(holder));
            if (isConflict && HoldSameReals(storage.Type, holder.Type)) yield return Guard(Given(storage), holder);
        }

        foreach (Variable buffer in buffers)
            if (HoldSameReals(buffer.Type, holder.Type)) yield return Guard(buffer, holder);
        foreach (Parameter reference in references)
            if (reference.Passing != Passing.Out && MayConflict(reference, holder)) yield return Reference(reference.Variable, holder);
    }

    private IEnumerable<Statement> OfReferences() =>
        references.Where(reference => reference.Passing != Passing.Out).SelectMany(OfReference).Where(guard => !existing.Contains(guard));

    /// <summary>The guards of a scalar that the caller gave by reference against the parameters before it that are by reference, and all storage.</summary>
    private IEnumerable<Statement> OfReference(Parameter reference)
    {
        bool isIn = reference.Passing != Passing.Out;
        foreach (Parameter other in references.TakeWhile(other => !isIn || other != reference))
        {
            if (other == reference || other.Passing == Passing.Out || !other.Variable.Type.Equals(reference.Variable.Type)) continue;
            if (IsAssigned(reference) || IsAssigned(other)) yield return Reference(other.Variable, reference.Variable);
        }

        foreach (Parameter parameter in primal.Parameters)
            if (parameter is { Role: ParameterRole.Primal, Passing: not Passing.Out, Variable: { Type: StorageType } storage }
                && MayConflict(reference, storage))
                yield return Reference(reference.Variable, isIn ? storage : Given(storage));
    }

    private bool MayConflict(Parameter reference, Variable storage) =>
        Holds(storage.Type, reference.Variable.Type) && (IsWritten(storage) || IsAssigned(reference));

    private bool IsAssigned(Parameter reference) => reference.Passing == Passing.Out
        || primal.Body.AllStatements().Any(statement => statement is Assign { Target: Variable target } && target.Equals(reference.Variable));

    /// <summary>The storage that the caller gave, whatever the parameter names later.</summary>
    private Variable Given(Variable parameter)
    {
        if (!primal.Body.AllStatements().Any(statement => statement is Assign { Target: Variable target } && target.Equals(parameter))) return parameter;
        if (!given.TryGetValue(parameter, out Variable? first))
            given.Add(parameter, first = variables.New(parameter.Name + "Given", parameter.Type, Role.Source));
        return first;
    }

    private static Guard Guard(params Expression[] storages) => new(GuardKind.Distinct, EquatableArray.Of(storages));

    private static Guard Reference(Variable scalar, Expression memory) => new(GuardKind.Reference, EquatableArray.Of(scalar, memory));
}

using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// What the derivative statements of a counted loop read anew in each iteration although nothing changes it, rows and elements, they read once before it; what they add to one
/// element in all iterations, they add to a local that is the element until the loop ends. Only where the access cannot throw, for the loop may run zero times.
/// </summary>
internal sealed class LoopInvariants
{
    private readonly Facts facts;
    private readonly Accesses accesses;
    private readonly VariableSource variables;
    private readonly Dictionary<(int Loop, Element Place), Variable> trials = [];
    private HashSet<Variable> safe = [];
    private int loops;

    private LoopInvariants(Facts facts) => (this.facts, accesses, variables) = (facts, new Accesses(facts.Memory), new VariableSource(facts.Function));

    public static Function Run(Facts facts)
    {
        var pass = new LoopInvariants(facts);
        Block trial = pass.Tried(facts.Body);
        if (pass.trials.Count == 0) return facts.Function;
        pass.safe = new Facts(facts.Function with { Body = trial }).Safe;
        pass.loops = 0;
        return pass.safe.Count == 0 ? facts.Function : facts.With(pass.Walk(facts.Body, new Dictionary<Element, Variable>()));
    }

    /// <summary>A row that a call takes, and nothing else, stands in the call: the loop that read it has become that call.</summary>
    public static Function WithoutSingleRows(Function function) => function with { Body = WithoutSingleRows(function.Body) };

    private static Block WithoutSingleRows(Block block)
    {
        var statements = block.Statements.Select(statement => statement.Map(expression => expression, WithoutSingleRows)).ToList();
        for (int i = statements.Count - 2; i >= 0; i--)
        {
            if (statements[i] is not Declare { Variable: { Role: Role.Derivative, Type: StorageType } row, Value: Element place }) continue;
            if (statements[i + 1] is not Evaluate call || statements.Skip(i + 2).Any(later => later.Mentions(row)) || call.Reads().Sum(read => Count(read, row)) != 1) continue;
            statements[i + 1] = call.Map(expression => expression.Substitute(variable => variable.Equals(row) ? place : null), inner => inner);
            statements.RemoveAt(i);
        }

        return block.With(statements);
    }

    private static int Count(Expression expression, Variable variable)
    {
        int count = 0;
        expression.ForEachVariable(mentioned => count += mentioned.Equals(variable) ? 1 : 0);
        return count;
    }

    /// <summary>The block with each access that could move before a loop standing there, too: what is known of it shows which of them are safe.</summary>
    private Block Tried(Block block) => block.With([.. block.Statements.SelectMany(Tried)]);

    private IEnumerable<Statement> Tried(Statement statement)
    {
        if (statement is not For loop) return [statement.Map(expression => expression, Tried)];
        int number = loops++;
        var declared = new List<Statement>();
        foreach (Element place in Invariants(loop).Concat(Sums(loop).Select(sum => (Element)sum.Target)))
        {
            if (trials.ContainsKey((number, place))) continue;
            Variable trial = variables.New("trial", place.Type, Role.Temporary);
            trials.Add((number, place), trial);
            declared.Add(new Declare(trial, place));
        }

        return declared.Append(loop.With(loop.Start, loop.Limit, Tried(loop.Body)));
    }

    private bool IsSafe(int loop, Element place) => trials.TryGetValue((loop, place), out Variable? trial) && safe.Contains(trial);

    /// <param name="block">The block.</param>
    /// <param name="known">What holds elements that loops around have read.</param>
    private Block Walk(Block block, IReadOnlyDictionary<Element, Variable> known) => block.With([.. block.Statements.SelectMany(statement => Walk(statement, known))]);

    private IEnumerable<Statement> Walk(Statement statement, IReadOnlyDictionary<Element, Variable> known)
    {
        if (statement is not For loop) return [Written(statement, known)];
        int number = loops++;
        var output = new List<Statement>();
        var inside = known.ToDictionary(pair => pair.Key, pair => pair.Value);
        foreach (Element place in Invariants(loop).Where(place => !known.ContainsKey(place) && IsSafe(number, place)))
        {
            Variable read = variables.New(NameOf(place), place.Type, Role.Derivative);
            output.Add(new Declare(read, place.MapChildren(child => Replaced(child, inside))));
            inside.Add(place, read);
        }

        var behind = new List<Statement>();
        var locals = new Dictionary<Element, Variable>();
        foreach (Assign sum in Sums(loop).Where(sum => IsSafe(number, (Element)sum.Target)))
        {
            var place = (Element)sum.Target;
            if (locals.ContainsKey(place)) continue;
            Variable local = variables.New(place.Storage.Root()!.Name + "Sum", place.Type, Role.Derivative);
            locals.Add(place, local);
            output.Add(Written(new Declare(local, place), known));
            behind.Add(Written(new Assign(place, AssignmentKind.Set, local), known));
        }

        Block body = loop.Body.With(loop.Body.Statements.Map(inner =>
            inner is Assign { Target: Element target } sum && locals.TryGetValue(target, out Variable? local) ? new Assign(local, sum.Kind, sum.Value) : inner));
        output.Add(Written(loop.With(loop.Start, loop.Limit, body), inside));
        return output.Concat(behind);
    }

    /// <summary>The statement with what is known in place of its reads; the primal stays as it is written.</summary>
    private Statement Written(Statement statement, IReadOnlyDictionary<Element, Variable> known) =>
        statement.Map(expression => statement.IsDerivative() ? Replaced(expression, known) : expression, block => Walk(block, known));

    private static Expression Replaced(Expression expression, IReadOnlyDictionary<Element, Variable> known) =>
        expression is Element place && known.TryGetValue(place, out Variable? read) ? read : expression.MapChildren(child => Replaced(child, known));

    private static string NameOf(Element place) => place.Storage.Root()!.Name + (place.Type is StorageType ? "Row" : "Element");

    /// <summary>The rows and elements that derivative statements read in each iteration and the loop leaves as they are; rows first.</summary>
    private IEnumerable<Element> Invariants(For loop)
    {
        var effects = Effects.Of(loop, facts.Memory);
        var found = new List<Element>();
        Collect(loop.Body);
        return found.Distinct().OrderBy(place => place.Type is StorageType ? 0 : 1);

        void Collect(Block block)
        {
            foreach (Statement statement in block.Statements)
            {
                if (statement is For inner) Collect(inner.Body);
                else if (statement.IsDerivative()) foreach (Expression read in statement.Reads()) read.ForEach(Look);
            }
        }

        void Look(Expression part)
        {
            if (part is Element { Type: ScalarType { IsReal: true } or StorageType { Rank: 1 } } place && place.Storage.Root() is not null && !IsNested(place)
                && !effects.Disturb(place)) found.Add(place);
        }
    }

    /// <summary>Whether the index reads memory, or there are rows of rows.</summary>
    private static bool IsNested(Element place) => place.Indices.Any(index => index.Any(part => part is not (Variable or Constant or Apply))) || place.Storage is not (Variable or Element { Storage: Variable });

    /// <summary>The statements of the body that add to one element in all iterations, where nothing else in the loop touches the storage.</summary>
    private IEnumerable<Assign> Sums(For loop)
    {
        var effects = Effects.Of(loop, facts.Memory);
        return loop.Body.Statements.OfType<Assign>().Where(assign =>
            assign is { Kind: not AssignmentKind.Set, Target: Element { Storage: Variable storage } place } && assign.IsDerivative() && !IsNested(place)
            && !place.Indices.Any(effects.Disturb) && !effects.Assigned.Contains(storage)
            && loop.Body.Statements.All(other => accesses.Of(other, storage).Count == (IsSumOf(other, place) ? 1 : 0)));
    }

    private static bool IsSumOf(Statement statement, Element place) => statement is Assign { Kind: not AssignmentKind.Set } assign && assign.Target.Equals(place);
}

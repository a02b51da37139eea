using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// Drops assignments to locals and to contract scalars that are overwritten, or go out of scope, before they are read, and stores in memory
/// of the function's own that is not read behind them.
/// </summary>
internal sealed class DeadStores
{
    private readonly HashSet<Variable> passedBack = [];
    private readonly HashSet<Variable> own;

    private DeadStores(HashSet<Variable> own) => this.own = own;

    public static Function Run(Facts facts)
    {
        var pass = new DeadStores(OwnStorage(facts));
        foreach (Parameter parameter in facts.Function.Parameters)
            if (parameter.Passing is Passing.Ref or Passing.Out) pass.passedBack.Add(parameter.Variable);
        return facts.With(pass.Walk(facts.Body, [.. pass.passedBack]));
    }

    /// <summary>Derivative storages that alone name their memory.</summary>
    private static HashSet<Variable> OwnStorage(Facts facts)
    {
        var names = new Dictionary<int, List<Variable>>();
        foreach (Variable variable in facts.Body.AllStatements().OfType<Declare>().Select(declare => declare.Variable))
        {
            if (variable.Type is not StorageType) continue;
            int region = facts.Memory.RegionOf(variable);
            if (!names.TryGetValue(region, out List<Variable> list)) names.Add(region, list = []);
            list.Add(variable);
        }

        return [.. names.Where(pair => pair.Value.Count == 1 && facts.Memory.IsOwn(pair.Key)).Select(pair => pair.Value[0]).Where(IsDerivativeOfReals)];
    }

    private static bool IsDerivativeOfReals(Variable storage) => storage.IsDerivative() && storage.Type is StorageType { Element: ScalarType };

    /// <summary>Walks in reverse; <paramref name="live"/> holds what is read later, on return what is read from the beginning.</summary>
    private Block Walk(Block block, HashSet<Variable> live)
    {
        var kept = new List<Statement>();
        for (int i = block.Statements.Count - 1; i >= 0; i--)
        {
            Statement statement = block.Statements[i];
            if (IsDead(statement, live)) continue;
            Statement walked = Walk(statement, live);
            kept.Add(walked);
        }

        kept.Reverse();
        return block.With(kept);
    }

    private Statement Walk(Statement statement, HashSet<Variable> live)
    {
        switch (statement)
        {
            case If branch:
                var other = new HashSet<Variable>(live);
                Block then = Walk(branch.Then, live);
                Block @else = Walk(branch.Else, other);
                live.UnionWith(other);
                Read(statement, live);
                return branch.With(branch.Condition, then, @else);
            case For loop:
                var body = WalkLoop(loop.Body, live);
                Read(statement, live);
                return loop.With(loop.Start, loop.Limit, body);
            case While loop:
                Read(statement, live);
                var repeated = WalkLoop(loop.Body, live);
                return loop.With(loop.Condition, repeated);
            case Declare { Value: not null, Variable: var variable } declare
                when !live.Contains(variable) && variable.Type is ScalarType && (variable.Role == Role.Source ? declare.Value is Constant : !declare.Value.MayThrow()):
                return new Declare(variable, null);
            default:
                Kill(statement, live);
                Read(statement, live);
                return statement;
        }
    }

    private Block WalkLoop(Block body, HashSet<Variable> live)
    {
        var exposed = new HashSet<Variable>();
        Expose(body, exposed, []);
        live.UnionWith(exposed);
        var inside = new HashSet<Variable>(live);
        Block walked = Walk(body, inside);
        live.UnionWith(inside);
        return walked;
    }

    private bool IsDead(Statement statement, HashSet<Variable> live) => statement switch
    {
        Assign { Target: Variable { Type: ScalarType } target } assign =>
            !live.Contains(target) && !assign.Value.MayThrow() && (target.Role != Role.Source || !passedBack.Contains(target)),
        Assign { Target: Element { Storage: Variable storage } } assign => own.Contains(storage) && !live.Contains(storage) && !assign.Value.HasEffects(),
        Fill { Storage: Variable storage } => own.Contains(storage) && !live.Contains(storage),
        _ => false,
    };

    private static void Kill(Statement statement, HashSet<Variable> live)
    {
        switch (statement)
        {
            case Declare declare:
                live.Remove(declare.Variable);
                break;
            case Assign { Kind: AssignmentKind.Set, Target: Variable target }:
                live.Remove(target);
                break;
            case Pop pop:
                live.Remove(pop.Target);
                break;
        }
    }

    private static void Read(Statement statement, HashSet<Variable> live)
    {
        foreach (Expression read in statement.Reads()) read.ForEachVariable(variable => live.Add(variable));
    }

    /// <summary>Collects what the block may read before it assigns it.</summary>
    private void Expose(Block block, HashSet<Variable> exposed, HashSet<Variable> assigned)
    {
        foreach (Statement statement in block.Statements)
        {
            Variable? stored = Stored(statement);
            foreach (Expression read in statement.Reads())
                read.ForEachVariable(variable =>
                {
                    if (!assigned.Contains(variable) && !(variable.Equals(stored) && own.Contains(variable))) exposed.Add(variable);
                });
            if (statement is Declare declare) assigned.Add(declare.Variable);
            if (statement is Assign { Target: Variable target }) assigned.Add(target);
            if (statement is Pop pop) assigned.Add(pop.Target);
            foreach (Block inner in statement.Blocks()) Expose(inner, exposed, [.. assigned]);
        }
    }

    /// <summary>The storage that the statement writes, which it reads only to find its elements.</summary>
    private static Variable? Stored(Statement statement) => statement switch
    {
        Assign { Target: Element { Storage: Variable storage } } assign when !assign.Value.Mentions(storage) => storage,
        Fill { Storage: Variable storage } => storage,
        _ => null,
    };
}

using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// Keeps what the results, the caller's memory, exceptions and effects depend on, and drops the rest: whole loops, branches and storages
/// included. A primal value that may throw stays although nobody reads it, unless the same access has happened before.
/// </summary>
internal sealed class NeededCode
{
    private readonly Memory memory;
    private readonly HashSet<Variable> safe;
    private readonly List<Entry> entries = [];
    private readonly Dictionary<Variable, List<int>> definitions = [];
    private readonly Dictionary<int, List<int>> writers = [];
    private readonly HashSet<Variable> neededVariables = [];
    private readonly HashSet<int> neededRegions = [];
    private readonly HashSet<Variable> recordsOfCaller = [];
    private readonly Stack<int> pending = [];
    private int next;

    private NeededCode(Facts facts) => (memory, safe) = (facts.Memory, facts.Safe);

    public static Function Run(Facts facts)
    {
        var pass = new NeededCode(facts);
        foreach (Parameter parameter in facts.Function.Parameters)
        {
            if (parameter.Passing is Passing.Ref or Passing.Out) pass.neededVariables.Add(parameter.Variable);
            if (parameter.Variable.Type is StorageType { Kind: StorageKind.Stack }) pass.recordsOfCaller.Add(parameter.Variable);
        }

        pass.Collect(facts.Body, -1);
        pass.MarkRoots();
        pass.Propagate();
        return facts.With(pass.Rebuild(facts.Body));
    }

    private void Collect(Block block, int parent)
    {
        foreach (Statement statement in block.Statements)
        {
            int id = entries.Count;
            entries.Add(new Entry(statement, parent));
            foreach (Variable reference in statement.References()) Define(reference, id);
            switch (statement)
            {
                case Declare declare:
                    Define(declare.Variable, id);
                    break;
                case Assign { Target: Variable target }:
                    Define(target, id);
                    break;
                case Assign { Target: Element element }:
                    Write(element, id);
                    break;
                case Fill fill:
                    Write(fill.Storage, id);
                    break;
                case Copy copy:
                    Write(copy.Target, id);
                    break;
                case Push push:
                    Define(push.Stack, id);
                    break;
                case Pop pop:
                    Define(pop.Target, id);
                    Define(pop.Stack, id);
                    break;
            }

            foreach (Block inner in statement.Blocks()) Collect(inner, id);
        }
    }

    private void Define(Variable variable, int id)
    {
        if (!definitions.TryGetValue(variable, out List<int> list)) definitions.Add(variable, list = []);
        list.Add(id);
    }

    private void Write(Expression path, int id)
    {
        int region = memory.RegionOf(path);
        if (!writers.TryGetValue(region, out List<int> list)) writers.Add(region, list = []);
        list.Add(id);
    }

    private void MarkRoots()
    {
        foreach (Variable variable in neededVariables) Mark(definitions.TryGetValue(variable, out List<int> list) ? list : []);
        for (int id = 0; id < entries.Count; id++)
            if (IsRoot(entries[id].Statement)) Mark(id);
    }

    private bool IsRoot(Statement statement) => statement switch
    {
        Push push when recordsOfCaller.Contains(push.Stack) => true,
        Pop pop when recordsOfCaller.Contains(pop.Stack) => true,
        Evaluate or Guard or Throw or Return => true,
        Assign { Target: Element element } assign => !memory.IsOwn(memory.RegionOf(element)) || KeepsExceptions(statement, assign),
        Fill fill => !memory.IsOwn(memory.RegionOf(fill.Storage)),
        Copy copy => !memory.IsOwn(memory.RegionOf(copy.Target)) || copy.Target.Root()?.IsDerivative() != true,
        _ => KeepsExceptions(statement, null),
    };

    private bool KeepsExceptions(Statement statement, Assign? store)
    {
        if (statement.Reads().Any(read => read.HasEffects())) return true;
        if (statement.IsDerivative() || statement is Fill or Push or Pop or For { Counter.Role: Role.Derivative } || IsMirrored(statement)) return false;
        if (statement is Declare declare && safe.Contains(declare.Variable)) return false;
        return statement.Reads().Any(MayThrow) || (store is not null && MayThrow(store.Target));
    }

    /// <summary>Whether the statement controls derivative statements alone: the primal one that it mirrors has evaluated the same.</summary>
    private static bool IsMirrored(Statement statement)
    {
        bool derivative = false;
        bool primal = false;
        foreach (Block block in statement.Blocks())
            block.ForEach(inner =>
            {
                derivative |= inner.IsDerivative();
                primal |= !inner.IsDerivative() && inner is Declare or Assign or Evaluate or Throw;
            });
        return derivative && !primal;
    }

    private static bool MayThrow(Expression expression) =>
        expression.Any(part => part.ThrowsItself() && part is not Apply { Primitive.Form: PrimitiveForm.Length });

    private void Mark(IEnumerable<int> ids)
    {
        foreach (int id in ids) Mark(id);
    }

    private void Mark(int id)
    {
        if (entries[id].IsNeeded) return;
        entries[id].IsNeeded = true;
        pending.Push(id);
    }

    private void Propagate()
    {
        while (pending.Count > 0)
        {
            Entry entry = entries[pending.Pop()];
            if (entry.Parent >= 0) Mark(entry.Parent);
            foreach (Expression read in entry.Statement.Reads()) Need(read);
            if (entry.Statement is Assign { Target: Variable target }) Need(target);
            if (entry.Statement is Evaluate or Copy or Return || entry.Statement.Reads().Any(read => read.Any(part => part is External)))
                foreach (Expression read in entry.Statement.Reads()) NeedContents(read);
        }
    }

    private void Need(Expression expression) => expression.ForEach(part =>
    {
        switch (part)
        {
            case Variable variable:
                NeedVariable(variable);
                break;
            case Element element:
                NeedContent(element.Storage);
                break;
            case CopyOf copy:
                NeedContent(copy.Storage);
                break;
        }
    });

    private void NeedVariable(Variable variable)
    {
        if (!neededVariables.Add(variable)) return;
        if (definitions.TryGetValue(variable, out List<int> list)) Mark(list);
    }

    /// <summary>What is handed on whole, to external code or as a result, needs its content.</summary>
    private void NeedContents(Expression expression) => expression.ForEachVariable(variable =>
    {
        if (variable.Type is StorageType) NeedContent(variable);
    });

    private void NeedContent(Expression path)
    {
        int region = memory.RegionOf(path);
        if (neededRegions.Add(region) && writers.TryGetValue(region, out List<int> list)) Mark(list);
    }

    private Block Rebuild(Block block)
    {
        var kept = new List<Statement>();
        foreach (Statement statement in block.Statements)
        {
            Entry entry = entries[next++];
            if (!entry.IsNeeded)
            {
                foreach (Block inner in statement.Blocks()) inner.ForEach(_ => next++);
                continue;
            }

            Statement rebuilt = statement.Map(expression => expression, Rebuild);
            if (rebuilt is If { Then.IsEmpty: true, Else.IsEmpty: false, IsGuard: false } turned)
                rebuilt = new If(Inverse(turned.Condition), turned.Else, turned.Then);
            kept.Add(rebuilt);
        }

        return block.With(kept);
    }

    /// <summary>Exact with NaN too: <c>==</c> and <c>!=</c> are each other's negation there, the orders are not.</summary>
    internal static Expression Inverse(Expression condition) => condition switch
    {
        Apply { Primitive.Name: "!" } not => not.Operands[0],
        Apply { Primitive.Name: "==" } equal => new Apply(Primitive.NotEqual, equal.Type, equal.Operands),
        Apply { Primitive.Name: "!=" } equal => new Apply(Primitive.Equal, equal.Type, equal.Operands),
        _ => new Apply(Primitive.Not, ValueType.Boolean, condition),
    };

    private sealed class Entry(Statement statement, int parent)
    {
        public Statement Statement => statement;

        public int Parent => parent;

        public bool IsNeeded { get; set; }
    }
}

using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// Lets the loops that use the elements of an adjoint storage compute them, where that is no more work than to keep them: after <c>gBar[i] = y[i] /
/// p[i]</c> in one loop, <c>hBar = gBar[i] * p[i]</c> in the next is <c>y[i] / p[i] * p[i]</c>, which cancels. Of a storage that is zero except for
/// elements that were added to one by one, <c>gBar[k] -= 1 / p[k]</c>, loops that are linear in it leave those out, and what they would have done
/// with them comes behind them, once.
/// </summary>
internal sealed class Contraction
{
    /// <summary>How far apart the first and the last use of a storage may be.</summary>
    private const int FarthestUse = 64;

    private readonly Facts facts;
    private readonly Algebra algebra;
    private readonly VariableSource variables;
    private readonly Accesses accesses;

    private Contraction(Facts facts, AlgebraMemo memo)
    {
        (this.facts, algebra) = (facts, new Algebra(facts, memo));
        variables = new VariableSource(facts.Function);
        accesses = new Accesses(facts.Memory);
    }

    public static Function Run(Facts facts, AlgebraMemo memo)
    {
        bool isPossible = false;
        facts.Body.ForEach(statement => isPossible = isPossible || Kept(statement) is not null);
        return isPossible ? facts.With(new Contraction(facts, memo).Walk(facts.Body)) : facts.Function;
    }

    private Block Walk(Block block)
    {
        int mark = algebra.Mark;
        var slots = new List<IReadOnlyList<Statement>>();
        var found = new Dictionary<Variable, Use>();
        foreach (Statement statement in block.Statements)
        {
            algebra.Enter(statement);
            Statement walked = statement.Map(expression => expression, Walk);
            algebra.Leave(statement);
            if (found.Count > 0) Note(walked, slots.Count, found);
            if (Kept(walked) is { } storage && facts.Uses.IsDefinedOnce(storage)) found.Add(storage, new Use((Declare)walked, storage, slots.Count));
            slots.Add([walked]);
        }

        algebra.Forget(mark);
        if (found.Count > 0) Contract(slots, found.Values);
        return block.With([.. slots.SelectMany(slot => slot)]);
    }

    private void Contract(List<IReadOnlyList<Statement>> slots, IEnumerable<Use> found)
    {
        int mark = algebra.Mark;
        ILookup<int, Use> starts = found.Where(use => use.First > 0 && use.Last - use.First <= FarthestUse).ToLookup(use => use.First);
        bool isChanged = false;
        for (int i = 0; i < slots.Count; i++)
        {
            foreach (Use use in starts[i])
            {
                if (isChanged) use.Extend(slots); // what was contracted may use its elements later than before
                if (Without(use, slots) is not { } contracted) continue;
                Replace(slots, use, contracted);
                isChanged = true;
            }

            foreach (Statement statement in slots[i])
            {
                algebra.Enter(statement);
                algebra.Leave(statement);
            }
        }

        algebra.Forget(mark);
    }

    private static void Replace(List<IReadOnlyList<Statement>> slots, Use use, List<IReadOnlyList<Statement>> contracted)
    {
        slots[use.Declared] = [.. slots[use.Declared].Where(statement => !ReferenceEquals(statement, use.Declaration))];
        for (int i = 0; i < contracted.Count; i++) slots[use.First + i] = contracted[i];
    }

    /// <summary>The adjoint storage of rank one that the statement makes.</summary>
    private static Variable? Kept(Statement statement) =>
        statement is Declare
        {
            Variable: { Role: Role.Derivative, Type: StorageType { Rank: 1, Element.IsReal: true } } storage,
            Value: Allocate or ZerosLike,
        }
            ? storage
            : null;

    private static void Note(Statement statement, int index, Dictionary<Variable, Use> found) => new Block(statement).ForEach(inner =>
    {
        foreach (Expression read in inner.Reads())
            read.ForEachVariable(variable =>
            {
                if (variable.Type is StorageType && found.TryGetValue(variable, out Use use)) use.Add(index);
            });
    });

    /// <summary>
    /// The statements from the first use to the last without the storage; null where something else is done with it, or its values cost more than it.
    /// </summary>
    private List<IReadOnlyList<Statement>>? Without(Use use, List<IReadOnlyList<Statement>> slots)
    {
        var elements = new ElementsOf(use.Storage, facts, algebra, variables);
        if (use.Declaration.Value is ZerosLike or Allocate { Initialised: true }) elements.Clear();
        for (int i = Math.Max(0, use.First - FarthestUse); i < use.First; i++)
            foreach (Statement statement in slots[i]) elements.Pass(statement);
        int mark = algebra.Mark;
        var contracted = new List<IReadOnlyList<Statement>>();
        bool isPossible = true;
        for (int i = use.First; isPossible && i <= use.Last; i++)
        {
            var output = new List<Statement>();
            foreach (Statement statement in slots[i])
            {
                algebra.Enter(statement);
                isPossible = isPossible && TryReplace(statement, elements, output);
                elements.Pass(statement);
                algebra.Leave(statement);
            }

            contracted.Add(output);
        }

        algebra.Forget(mark);
        return isPossible && elements.IsCheaper && !contracted.Exists(slot => slot.Any(statement => statement.Mentions(use.Storage))) ? contracted : null;
    }

    private bool TryReplace(Statement statement, ElementsOf elements, List<Statement> output)
    {
        List<Expression> touched = accesses.Of(statement, elements.Storage);
        switch (statement)
        {
            case var _ when touched.Count == 0:
                output.Add(statement);
                return true;
            case Fill fill when fill.Storage.Equals(elements.Storage) && fill.Value.IsReal(0):
                elements.Clear();
                return true;
            case Assign { Target: Element target } assign when touched.Count == 1 && target.Equals(touched[0]):
                return elements.TryAdd(assign, target.Indices[0]);
            case For loop when touched.All(new Element(elements.Storage, loop.Counter).Equals) && CountsOver(loop, elements.Storage):
                if (elements.In(loop) is not { } replaced) return false;
                output.AddRange(replaced);
                return true;
            default:
                return false;
        }
    }

    private bool CountsOver(For loop, Variable storage) => Headers.LimitFromZero(loop) is { } limit && facts.Shapes.IsLength(limit, storage, 0);

    /// <summary>Where a block uses a storage.</summary>
    private sealed class Use(Declare declaration, Variable storage, int declared)
    {
        public Declare Declaration => declaration;

        public Variable Storage => storage;

        public int Declared => declared;

        public int First { get; private set; } = -1;

        public int Last { get; private set; } = -1;

        public void Extend(List<IReadOnlyList<Statement>> slots)
        {
            for (int i = Last + 1; i < slots.Count; i++)
                if (slots[i].Any(statement => statement.Mentions(Storage))) Last = i;
        }

        public void Add(int index)
        {
            if (First < 0) First = index;
            Last = index;
        }
    }
}

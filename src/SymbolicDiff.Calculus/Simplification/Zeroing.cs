using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// Drops the zeroing of storage that loops over all of its elements write anyway: <c>g[i] += e</c> there becomes <c>g[i] =
/// e</c>. Elements with constant indices that are added to first after a zeroing are assigned, and what a loop adds to neighbours is carried on: what follows such
/// a loop assigns the last element.
/// </summary>
internal sealed class Zeroing
{
    private readonly Memory memory;
    private readonly Accesses accesses;
    private readonly Shapes shapes;
    private readonly Carrying carrying;
    private readonly Covering covering;
    private readonly bool clearsRests;

    private Zeroing(Facts facts, bool clearsRests)
    {
        memory = facts.Memory;
        accesses = new Accesses(memory);
        shapes = facts.Shapes;
        carrying = new Carrying(facts, accesses);
        covering = new Covering(facts, accesses);
        this.clearsRests = clearsRests;
    }

    public static Function Run(Facts facts) => facts.With(new Zeroing(facts, clearsRests: false).Walk(facts.Body));

    /// <summary>Where only the first elements are written anyway, zeroes the others alone.</summary>
    public static Function RunWithRests(Facts facts) => facts.With(new Zeroing(facts, clearsRests: true).Walk(facts.Body));

    private Block Walk(Block block)
    {
        var statements = block.Statements.Select(statement => statement.Map(expression => expression, Walk)).ToList();
        for (int i = 0; i < statements.Count; i++)
        {
            statements[i] = AsFill(statements[i]);
            if (statements[i] is Declare { Value: ZerosLike or Allocate { Initialised: true }, Variable: { Type: StorageType } fresh }) RemoveZeroings(statements, i + 1, fresh);
            if (Zeroed(statements[i]) is { } storage) i += AfterZeroing(statements, i, storage);
        }

        return block.With(statements);
    }

    /// <summary>New storage, and the rows of it, are zero until something writes them.</summary>
    private void RemoveZeroings(List<Statement> statements, int from, Variable fresh)
    {
        for (int next = NextUse(statements, from, fresh); next < statements.Count && IsZeroing(statements[next], fresh); next = NextUse(statements, next, fresh)) statements.RemoveAt(next);
    }

    private bool IsZeroing(Statement statement, Variable storage) => statement switch
    {
        Fill fill => fill.Storage.Equals(storage) && fill.Value is Constant { Bits: 0 },
        For { Body.Statements: { Count: 1 } body } rows => CountsOver(rows, storage, 0) && body[0] is Fill { Value: Constant { Bits: 0 } } fill && fill.Storage.Equals(new Element(storage, rows.Counter)),
        _ => false,
    };

    /// <summary>Rearranges what follows a zeroing; how far the next statement has moved.</summary>
    private int AfterZeroing(List<Statement> statements, int zeroing, Variable storage)
    {
        int next = AfterLoops(statements, NextUse(statements, zeroing + 1, storage), storage);
        if (next == statements.Count) return 0;
        if (statements[next] is For loop && Overwritten(loop, storage) is var (overwritten, count) && (count is null || clearsRests))
        {
            statements[next] = overwritten;
            return Replace(statements, zeroing, next, storage, count);
        }

        if (statements[next] is For rolling && carrying.Carried(rolling, storage) is { } carried)
        {
            statements.RemoveAt(next);
            statements.InsertRange(next, carried);
            return 0;
        }

        int last = NextUse(statements, next + 1, storage);
        if (last < statements.Count && CostsZeroing(statements[zeroing]) && statements[next] is For most && covering.WithLast(most, statements[last], storage) is var (others, completed, remaining))
        {
            (statements[next], statements[last]) = (others, completed);
            int moved = Replace(statements, zeroing, next, storage, null);
            statements.Insert(zeroing + 1 + moved, remaining);
            return moved + 1;
        }

        if (clearsRests && statements[next] is If branch && CostsZeroing(statements[zeroing]) && InBranches(branch, storage) is { } zeroed)
        {
            statements[next] = zeroed;
            return Replace(statements, zeroing, next, storage, null);
        }

        if (clearsRests && statements[next] is Assign { Target: Element place } first && place.Storage.Equals(storage) && covering.WithAssignment(first, place) is { } set)
            statements[next] = set;
        Expression? assigned = AssignConstantElements(statements, next, storage);
        if (assigned is null || !IsWhole(assigned, storage) && !clearsRests) return 0;
        return Replace(statements, zeroing, next, storage, IsWhole(assigned, storage) ? null : assigned);
    }

    private bool IsWhole(Expression count, Variable storage) => shapes.IsLength(count, storage, 0);

    /// <summary>Zeroes only what the statements behind do not write: the elements from <paramref name="count"/> on, just before; null for none.</summary>
    private static int Replace(List<Statement> statements, int zeroing, int next, Variable storage, Expression? count)
    {
        var type = (StorageType)storage.Type;
        if (count is not null && CostsZeroing(statements[zeroing]))
        {
            var rest = new View(storage, type with { Kind = StorageKind.Span }, count, null);
            statements.Insert(next, new Fill(rest, Constant.ZeroOf(type.Element)));
        }

        if (statements[zeroing] is Declare declare)
        {
            statements[zeroing] = declare.WithValue(WithoutZeros(declare.Value!));
            return 0;
        }

        statements.RemoveAt(zeroing);
        return -1;
    }

    /// <summary>Whether the memory is there without zeros, too: that of a new array is not.</summary>
    private static bool CostsZeroing(Statement zeroing) => zeroing is not Declare declare || !ReferenceEquals(WithoutZeros(declare.Value!), declare.Value);

    /// <summary>The choice with the zeroing in both branches, if one of them needs less of it.</summary>
    private If? InBranches(If branch, Variable storage)
    {
        if (branch.IsGuard || ReadsIn(branch.Condition, storage)) return null;
        var zero = new Fill(storage, Constant.ZeroOf(((StorageType)storage.Type).Element));
        bool isLess = false;
        If zeroed = branch.With(branch.Condition, Zeroed(branch.Then), Zeroed(branch.Else));
        return isLess ? zeroed : null;

        Block Zeroed(Block block)
        {
            List<Statement> statements = [zero, .. block.Statements];
            AfterZeroing(statements, 0, storage);
            isLess |= !statements.Contains(zero);
            return new Block(statements.ToEquatableArray());
        }
    }

    private Variable? Zeroed(Statement statement) => statement switch
    {
        Fill { Storage: Variable storage } fill when fill.Value.IsReal(0) && storage.IsDerivative() => storage,
        Fill { Storage: Variable own, Value: Constant { Bits: 0 } } when memory.IsOwn(memory.RegionOf(own)) => own,
        Declare { Value: Allocate { Initialised: true } or ZerosLike, Variable: { Type: StorageType { Element: ScalarType } } variable }
            when variable.IsDerivative() => variable,
        _ => null,
    };

    private static Expression WithoutZeros(Expression value) => value switch
    {
        Allocate { Lifetime: Lifetime.Rented } allocate => allocate with { Initialised = false },
        ZerosLike { Memory: { Kind: StorageKind.Tape } tape } zeros => new Allocate(
            tape,
            EquatableArray.Of<Expression>(new Apply(Primitive.Length, ValueType.Int32, zeros.Storage)),
            Lifetime.Rented,
            Initialised: false),
        _ => value,
    };

    /// <summary>A loop that does nothing but set all elements of a derivative's storage to zero, without the loop.</summary>
    private Statement AsFill(Statement statement) =>
        statement is For { Body.Statements: { Count: 1 } body } loop
        && body[0] is Assign { Kind: AssignmentKind.Set, Target: Element { Storage: Variable storage } target } assign
        && storage.IsDerivative() && assign.Value.IsReal(0) && target.Equals(new Element(storage, loop.Counter)) && CountsOver(loop, storage, 0)
            ? new Fill(storage, assign.Value)
            : statement;

    /// <summary>Moves what is added to one element behind the loop after it that adds to all, so that the loop may assign; where the next use is then.</summary>
    private int AfterLoops(List<Statement> statements, int first, Variable storage)
    {
        if (first == statements.Count || statements[first] is not Assign { Kind: not AssignmentKind.Set, Target: Element place } assign) return first;
        if (!assign.IsDerivative() || accesses.Of(assign, storage).Count != 1) return first;
        int next = NextUse(statements, first + 1, storage);
        if (next == statements.Count || statements[next] is not For loop || accesses.Of(loop, storage).Count != 1 || !IsAddedTo(loop, storage) || Overwritten(loop, storage) is not (_, null)) return first;
        for (int i = first + 1; i <= next; i++)
        {
            Effects effects = Effects.Of(statements[i], memory);
            if (effects.Disturb(assign.Value) || place.Indices.Any(effects.Disturb)) return first;
        }

        statements.RemoveAt(first);
        statements.Insert(next, assign);
        return next - 1;
    }

    /// <summary>Whether the loop only adds: what it sets does not keep what was added before.</summary>
    private static bool IsAddedTo(For loop, Variable storage) =>
        loop.Body.AllStatements().All(statement => statement is not Assign { Kind: AssignmentKind.Set, Target: Element target } || !storage.Equals(target.Storage.Root()));

    private int NextUse(List<Statement> statements, int from, Variable storage)
    {
        int next = from;
        while (next < statements.Count && accesses.Of(statements[next], storage).Count == 0) next++;
        return next;
    }

    /// <summary>The loop with an assignment for its first addition, if that meets each element before anything else does, or as many elements as are counted.</summary>
    private (For Loop, Expression? Count)? Overwritten(For loop, Variable storage)
    {
        if (storage.Type is not StorageType { Rank: 2 }) return covering.Of(loop, storage);
        if (!CountsOver(loop, storage, 0)) return null;
        for (int i = 0; i < loop.Body.Statements.Count; i++)
        {
            if (accesses.Of(loop.Body.Statements[i], storage).Count == 0) continue;
            if (loop.Body.Statements[i] is not For inner || !CountsOver(inner, storage, 1)) return null;
            if (loop.Body.Statements.Skip(i + 1).Any(later => accesses.Of(later, storage).Count > 0)) return null;
            return WithAssignment(inner, new Element(storage, EquatableArray.Of<Expression>(loop.Counter, inner.Counter))) is { } assigned
                ? (loop with { Body = Replaced(loop.Body, i, assigned) }, null)
                : null;
        }

        return null;
    }

    private bool CountsOver(For loop, Variable storage, int dimension) =>
        Headers.LimitFromZero(loop) is { } limit && shapes.IsLength(limit, storage, dimension);

    private For? WithAssignment(For loop, Element place)
    {
        int first = -1;
        for (int i = 0; i < loop.Body.Statements.Count; i++)
        {
            var touched = accesses.Of(loop.Body.Statements[i], (Variable)place.Storage);
            if (!touched.All(place.Equals)) return null;
            if (touched.Count > 0 && first < 0) first = i;
        }

        if (first < 0 || covering.WithAssignment(loop.Body.Statements[first], place) is not { } assigned) return null;
        return loop with { Body = Replaced(loop.Body, first, assigned) };
    }

    private static Block Replaced(Block block, int index, Statement statement)
    {
        var statements = block.Statements.ToArray();
        statements[index] = statement;
        return new Block(statements.ToEquatableArray());
    }

    /// <summary>Assigns what is added first to elements with constant indices; how many elements from the first on are assigned then, null for none.</summary>
    private Expression? AssignConstantElements(List<Statement> statements, int from, Variable storage)
    {
        var met = new ConstantElements();
        for (int i = from; i < statements.Count && AssignConstantElements(statements[i], storage, met) is { } assigned; i++) statements[i] = assigned;
        int count = 0;
        while (storage.Type is StorageType { Rank: 1 } && met.Assigned.Contains(new Element(storage, Constant.Of(count)))) count++;
        return count > 0 ? Constant.Of(count) : null;
    }

    /// <summary>The statement with assignments for first additions; null if it touches other elements, too.</summary>
    private Statement? AssignConstantElements(Statement statement, Variable storage, ConstantElements met)
    {
        var touched = accesses.Of(statement, storage);
        if (touched.Count == 0) return statement;
        if (statement is If { IsGuard: false } branch)
        {
            // What only one of the branches assigns is no longer zero behind them, and not certainly assigned.
            ConstantElements inElse = new(met), inThen = new(met);
            if (InBranch(branch.Then, inThen) is not { } then || InBranch(branch.Else, inElse) is not { } otherwise) return null;
            if (ReadsIn(branch.Condition, storage)) return null;
            met.Join(inThen, inElse);
            return branch.With(branch.Condition, then, otherwise);
        }

        if (touched.Count > 1 || touched[0] is not Element place || !place.Storage.Equals(storage) || !place.Indices.All(index => index is Constant)) return null;
        if (statement is not Assign assign || !assign.Target.Equals(place)) return null;
        if (!met.Touched.Add(place)) return statement;
        if (covering.WithAssignment(assign, place) is not { } set) return null;
        met.Assigned.Add(place);
        return set;

        Block? InBranch(Block block, ConstantElements inside)
        {
            var statements = new List<Statement>();
            foreach (Statement inner in block.Statements)
            {
                if (AssignConstantElements(inner, storage, inside) is not { } assigned) return null;
                statements.Add(assigned);
            }

            return block.With(statements);
        }
    }

    private bool ReadsIn(Expression condition, Variable storage) =>
        accesses.Of(new If(condition, Block.Empty, Block.Empty), storage).Count > 0;

    private sealed class ConstantElements
    {
        public ConstantElements()
        {
        }

        public ConstantElements(ConstantElements before)
        {
            Assigned.UnionWith(before.Assigned);
            Touched.UnionWith(before.Touched);
        }

        /// <summary>The elements that are certainly assigned.</summary>
        public HashSet<Element> Assigned { get; } = [];

        /// <summary>Those that may not be zero any more.</summary>
        public HashSet<Element> Touched { get; } = [];

        public void Join(ConstantElements then, ConstantElements otherwise)
        {
            Touched.UnionWith(then.Touched);
            Touched.UnionWith(otherwise.Touched);
            Assigned.UnionWith(then.Assigned.Intersect(otherwise.Assigned));
        }
    }
}

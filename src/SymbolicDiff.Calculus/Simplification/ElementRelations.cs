using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// What elements of one storage say about those of another, because loops have made both of the same values: after <c>t[i] = e; p[i] = e</c> and <c>p[i] /=
/// sum</c>, <c>t[i]</c> is <c>p[i] * sum</c>; after <c>t[i] = e; p[i] = 1 / (1 + e)</c> it is what completes <c>p[i]</c>.
/// </summary>
internal sealed class ElementRelations(Facts facts)
{
    private const int MostStorages = 24;

    private readonly Stack<Dictionary<Variable, Content>> entered = [];
    private readonly Dictionary<Variable, int> zeros = [];
    private readonly Dictionary<Variable, For> loops = [];
    private readonly Dictionary<(For Over, Variable Symbol), Variable> sums = [];
    private readonly List<Variable> newSums = [];
    private Dictionary<Variable, Content> contents = [];
    private int lastSymbol;

    private enum Kind
    {
        /// <summary>The value itself.</summary>
        Same,

        /// <summary>The value over something that is the same for all elements.</summary>
        Quotient,

        /// <summary><c>1 + value</c>.</summary>
        Successor,

        /// <summary><c>1 / (1 + value)</c>.</summary>
        Complement,
    }

    public bool IsEmpty => contents.Count == 0;

    /// <summary>What is known, compared by value.</summary>
    public IEnumerable<object> Facts => contents.Select(pair => (object)(pair.Key, pair.Value));

    /// <summary>Gives back what brings back what is known now.</summary>
    public Action Keep()
    {
        Dictionary<Variable, Content> kept = contents;
        return () => contents = kept;
    }

    /// <summary>
    /// Forgets what the statement changes, before it is looked into. Whether it forgot anything; <see cref="Leave"/> adds what is known behind it.
    /// </summary>
    public bool Enter(Statement statement)
    {
        Dictionary<Variable, Content> before = contents;
        Dictionary<Variable, Content> after = contents;
        if (statement is Declare { Variable: var sum, Value: { } zero } && zero.IsReal(0) && facts.Uses.Definitions(sum) == 2) zeros[sum] = entered.Count;
        if (statement is For counted) loops[counted.Counter] = Headers.Of(counted);
        bool stores = statement is For loop && loop.Body.Statements.Any(inner => StoreOf(inner, loop.Counter) is not null || IsSum(inner));
        if (contents.Count > 0 || stores)
        {
            Effects effects = Effects.Of(statement, facts.Memory);
            if (contents.Any(pair => IsDisturbed(pair, effects)))
                contents = after = contents.Where(pair => !IsDisturbed(pair, effects)).ToDictionary(pair => pair.Key, pair => pair.Value);
            if (stores) after = With(after, before, (For)statement, effects);
        }

        entered.Push(after);
        return !ReferenceEquals(before, contents);
    }

    /// <summary>Adds what is known behind the statement; whether it added anything.</summary>
    public bool Leave()
    {
        Dictionary<Variable, Content> after = entered.Pop();
        bool isMore = !ReferenceEquals(after, contents);
        contents = after;
        return isMore;
    }

    /// <summary>Whether some relation is about the elements of the storage.</summary>
    public bool IsKnown(Variable storage) => contents.ContainsKey(storage);

    /// <summary>The element in terms of another storage's; with true, what completes it to one.</summary>
    public (Expression Value, bool IsComplement)? Of(Element element)
    {
        if (element.Storage is not Variable storage || !contents.TryGetValue(storage, out Content own)) return null;
        if (element.Indices.Count != 1 || !IsStored(storage, element.Indices[0], own.Over)) return null;
        (Expression, bool)? related = null;
        foreach (var (other, content) in contents.Select(pair => (pair.Key, pair.Value)))
        {
            if (!content.Symbol.Equals(own.Symbol) || !content.Over.Equals(own.Over) || other.Equals(storage)) continue;
            var same = new Element(other, element.Indices);
            if (content.Equals(own) && IsTape(storage) && !IsTape(other)) return (same, false);
            if (own.Kind == Kind.Same && content.Kind == Kind.Quotient) related ??= (Terms.Times(same, content.Divisor!), false);
            if (own.Kind == Kind.Same && content.Kind == Kind.Complement) related ??= (same, true);
        }

        return related;
    }

    /// <summary>The sum over all iterations of the loop of the element that its counter is the index of; null where nothing has summed it.</summary>
    public Expression? TotalOf(Element element, For loop)
    {
        if (element.Storage is not Variable storage || element.Indices.Count != 1 || !element.Indices[0].Equals(loop.Counter)) return null;
        if (!contents.TryGetValue(storage, out Content content) || !content.Over.Equals(Headers.Of(loop))) return null;
        if (content.Kind is not (Kind.Same or Kind.Quotient) || !sums.TryGetValue((content.Over, content.Symbol), out Variable sum)) return null;
        return content.Kind == Kind.Same ? sum : Terms.Over(sum, content.Divisor!);
    }

    /// <summary>The sums of the loops that were entered since it was asked for the last time.</summary>
    public IReadOnlyList<Variable> TakeNewSums()
    {
        Variable[] taken = [.. newSums];
        newSums.Clear();
        return taken;
    }

    /// <summary>Whether the loop has stored the element. Nothing else of a tape is read.</summary>
    private bool IsStored(Variable storage, Expression index, For over) =>
        IsTape(storage) || (index is Variable counter && loops.TryGetValue(counter, out For loop) && loop.Equals(over))
        || (Headers.LimitFromZero(over) is { } limit && facts.Shapes.IsLength(limit, storage, 0));

    private static bool IsTape(Variable storage) => storage.Type is StorageType { Kind: StorageKind.Tape };

    private static bool IsDisturbed(KeyValuePair<Variable, Content> pair, Effects effects) =>
        effects.Overwrites(pair.Key) || effects.Assigned.Contains(pair.Key) || (pair.Value.Divisor is { } divisor && effects.Disturb(divisor));

    private Dictionary<Variable, Content> With(Dictionary<Variable, Content> after, Dictionary<Variable, Content> before, For loop, Effects effects)
    {
        if (!facts.Uses.IsStable(loop.Start) || !facts.Uses.IsStable(loop.Limit)) return after;
        For over = Headers.Of(loop);
        HashSet<Variable> soles = [];
        foreach (Statement statement in loop.Body.Statements)
            if (StoreOf(statement, loop.Counter) is { } storage && IsOnlyStore(statement, storage, loop)) soles.Add(storage);
        var inside = before.Where(pair => IsKept(pair.Key, pair.Value)).ToDictionary(pair => pair.Key, pair => pair.Value);
        var locals = new Dictionary<Variable, Content>();
        var stored = new List<Variable>();
        foreach (Statement statement in loop.Body.Statements)
        {
            if (statement is Declare { Value: { } value, Variable: var local } && facts.Uses.IsDefinedOnce(local))
                locals[local] = ContentOf(value) ?? new Content(over, local, Kind.Same, null);
            if (IsSum(statement) && (Assign)statement is var added && ContentOf(added.Value) is { Kind: Kind.Same } term && !sums.ContainsKey((over, term.Symbol)))
            {
                sums.Add((over, term.Symbol), (Variable)added.Target);
                newSums.Add((Variable)added.Target);
            }

            if (StoreOf(statement, loop.Counter) is not { } storage || !soles.Contains(storage)) continue;
            inside[storage] = ContentOf(((Assign)statement).Value) ?? NewContent(storage);
            stored.Add(storage);
        }

        if (stored.Count == 0) return after;
        List<Variable> known = [.. after.Keys.Where(storage => !stored.Contains(storage)), .. stored.Distinct()];
        return known.Skip(known.Count - MostStorages).ToDictionary(storage => storage, storage => stored.Contains(storage) ? inside[storage] : after[storage]);

        bool IsKept(Variable storage, Content content) =>
            !effects.Assigned.Contains(storage) && (soles.Contains(storage) || !effects.Overwrites(storage))
            && (content.Divisor is null || !effects.Disturb(content.Divisor));

        Content? Of(Expression value, Kind kind, Kind result) => ContentOf(value) is { } content && content.Kind == kind ? content with { Kind = result } : null;

        Content NewContent(Variable storage) => new(over, new Variable(storage.Name, --lastSymbol, storage.Type, Role.Source), Kind.Same, null);

        Content? Read(Variable storage)
        {
            if (inside.TryGetValue(storage, out Content known)) return known.Over.Equals(over) ? known : null;
            if (!facts.Uses.IsDefinedOnce(storage) || effects.Overwrites(storage)) return null;
            stored.Add(storage);
            return inside[storage] = NewContent(storage);
        }

        Content? ContentOf(Expression value)
        {
            switch (value)
            {
                case Element { Storage: Variable storage } element when element.Indices.Count == 1 && element.Indices[0].Equals(loop.Counter):
                    return Read(storage);
                case Variable local:
                    return locals.TryGetValue(local, out Content held) ? held : null;
                case Apply { Primitive.Name: "+", Type.IsReal: true } sum:
                    int one = sum.Operands[0].IsReal(1) ? 0 : 1;
                    return sum.Operands[one].IsReal(1) ? Of(sum.Operands[1 - one], Kind.Same, Kind.Successor) : null;
                case Apply { Primitive.Name: "/", Type.IsReal: true } quotient when quotient.Operands[0].IsReal(1):
                    return Of(quotient.Operands[1], Kind.Successor, Kind.Complement);
                case Apply { Primitive.Name: "/", Type.IsReal: true } quotient
                    when quotient.Operands[1] is Variable or Constant && !effects.Disturb(quotient.Operands[1]):
                    return Of(quotient.Operands[0], Kind.Same, Kind.Quotient) is { } divided ? divided with { Divisor = quotient.Operands[1] } : null;
                default:
                    return null;
            }
        }
    }

    private bool IsSum(Statement statement) =>
        statement is Assign { Kind: AssignmentKind.Add, Target: Variable sum } && zeros.TryGetValue(sum, out int depth) && depth == entered.Count;

    /// <summary>The storage of new memory whose element of the iteration the statement assigns.</summary>
    private Variable? StoreOf(Statement statement, Variable counter) =>
        statement is Assign { Kind: AssignmentKind.Set, Target: Element { Storage: Variable storage } place, Value.Type.IsReal: true } && !IsAdjoint(storage)
        && place.Indices.Count == 1 && place.Indices[0].Equals(counter) && facts.Uses.IsDefinedOnce(storage) && facts.Memory.IsOwn(facts.Memory.RegionOf(storage))
            ? storage
            : null;

    private static bool IsAdjoint(Variable storage) => storage.IsDerivative() && !IsTape(storage);

    private bool IsOnlyStore(Statement store, Variable storage, For loop)
    {
        bool isOnly = true;
        loop.Body.ForEach(other =>
        {
            if (!ReferenceEquals(other, store) && !other.Blocks().Any()) isOnly = isOnly && !Effects.Of(other, facts.Memory).Overwrites(storage);
        });
        return isOnly;
    }

    /// <param name="Over">The header of the loop that stored it.</param>
    /// <param name="Symbol">Stands for a value of each iteration.</param>
    private sealed record Content(For Over, Variable Symbol, Kind Kind, Expression? Divisor);
}

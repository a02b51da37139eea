using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// What elements of one storage say about those of another, because loops have made both of the same values: after <c>t[i] = e; p[i] = e</c> and <c>p[i] /=
/// sum</c>, <c>t[i]</c> is <c>p[i] * sum</c>; after <c>t[i] = e; p[i] = 1 / (1 + e)</c> it is what completes <c>p[i]</c>.
/// </summary>
internal sealed class ElementRelations(Facts facts)
{
    private readonly Stack<Dictionary<Variable, Content>> entered = [];
    private Dictionary<Variable, Content> contents = [];

    private enum Kind
    {
        /// <summary>The value itself.</summary>
        Same,

        /// <summary>The value over something that is the same for all elements.</summary>
        Quotient,

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
        bool stores = statement is For loop && loop.Body.Statements.Any(inner => StoreOf(inner, loop.Counter) is not null);
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
        if (element.Storage is not Variable storage || !contents.TryGetValue(storage, out Content own) || own.Kind != Kind.Same) return null;
        (Expression, bool)? related = null;
        foreach (var (other, content) in contents.Select(pair => (pair.Key, pair.Value)))
        {
            if (!content.Symbol.Equals(own.Symbol) || !content.Over.Equals(own.Over) || other.Equals(storage)) continue;
            var same = new Element(other, element.Indices);
            if (content.Kind == Kind.Same && IsTape(other)) continue;
            if (content.Kind == Kind.Same) return IsTape(storage) ? (same, false) : related;
            related ??= content.Kind == Kind.Quotient ? (Terms.Times(same, content.Divisor!), false) : (same, true);
        }

        return related;
    }

    private static bool IsTape(Variable storage) => storage.Type is StorageType { Kind: StorageKind.Tape };

    private static bool IsDisturbed(KeyValuePair<Variable, Content> pair, Effects effects) =>
        effects.Overwrites(pair.Key) || effects.Assigned.Contains(pair.Key) || (pair.Value.Divisor is { } divisor && effects.Disturb(divisor));

    private Dictionary<Variable, Content> With(Dictionary<Variable, Content> after, Dictionary<Variable, Content> before, For loop, Effects effects)
    {
        if (!facts.Uses.IsStable(loop.Start) || !facts.Uses.IsStable(loop.Limit)) return after;
        For over = Headers.Of(loop);
        var inside = new Dictionary<Variable, Content>(before);
        var values = new Dictionary<Variable, Expression>();
        var stored = new List<Variable>();
        foreach (Statement statement in loop.Body.Statements)
        {
            if (statement is Declare { Value: { } value, Variable: var local } && facts.Uses.IsDefinedOnce(local)) values[local] = value;
            if (StoreOf(statement, loop.Counter) is not { } storage || !IsOnlyStore(statement, storage, loop)) continue;
            inside[storage] = ContentOf(((Assign)statement).Value) is { } content && (content.Divisor is null || !effects.Disturb(content.Divisor))
                ? content
                : new Content(over, new Variable(storage.Name, -1 - storage.Number, storage.Type, Role.Source), Kind.Same, null);
            stored.Add(storage);
        }

        if (stored.Count == 0) return after;
        var together = new Dictionary<Variable, Content>(after);
        foreach (Variable storage in stored) together[storage] = inside[storage];
        return together;

        Content? ContentOf(Expression value)
        {
            switch (value)
            {
                case Element { Storage: Variable storage } element when element.Indices.Count == 1 && element.Indices[0].Equals(loop.Counter):
                    return inside.TryGetValue(storage, out Content known) && known.Over.Equals(over) ? known : null;
                case Variable local when values.TryGetValue(local, out Expression defined):
                    return (defined is Element or Variable or Apply { Primitive.Name: "/" } ? ContentOf(defined) : null) ?? new Content(over, local, Kind.Same, null);
                case Apply { Primitive.Name: "/" } quotient when quotient.Operands[0].IsReal(1):
                    Expression divisor = quotient.Operands[1] is Variable sum && values.TryGetValue(sum, out Expression whole) ? whole : quotient.Operands[1];
                    if (!divisor.Is(Primitive.Add, out Expression left, out Expression right)) return null;
                    Expression? other = left.IsReal(1) ? right : right.IsReal(1) ? left : null;
                    return other is not null && ContentOf(other) is { Kind: Kind.Same } added ? added with { Kind = Kind.Complement } : null;
                case Apply { Primitive.Name: "/" } quotient when quotient.Operands[1] is Variable or Constant:
                    return ContentOf(quotient.Operands[0]) is { Kind: Kind.Same } divided ? divided with { Kind = Kind.Quotient, Divisor = quotient.Operands[1] } : null;
                default:
                    return null;
            }
        }
    }

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

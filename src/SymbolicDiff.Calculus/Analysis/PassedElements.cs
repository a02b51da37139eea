using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Analysis;

/// <summary>
/// Elements that the loops writing a storage have passed: what is written later is at other places, for each loop goes away from the element, or writes beside it all the time.
/// </summary>
internal sealed class PassedElements(Timeline timeline, StorageNames names, IndexBounds bounds)
{
    /// <summary>Whether the element keeps the content that it has at the moment until the end of the primal sweep; with a fused loop, until the end of its iteration.</summary>
    public bool Contains(Element element, Moment moment, Site? fusedLoop)
    {
        if (element.Storage is not Variable storage || !names.IsOneMemory(storage)) return false;
        List<IndexForm?> read = [.. element.Indices.Select(bounds.Of)];
        int outside = fusedLoop is null ? 0 : fusedLoop.Loops.Count + 1;
        return timeline.ContentChangesAfter(storage, moment, fusedLoop).All(change =>
            change.Statement is Assign { Target: Element target } && !Activity.HasEffects(change.Statement) && IsElsewhere(read, target, moment, change, outside));
    }

    /// <summary>Whether the change, wherever it follows, is at another place: in the same iteration of all loops around both, and in a later one of each of them.</summary>
    private bool IsElsewhere(List<IndexForm?> read, Element target, Moment moment, Site change, int outside)
    {
        Site at = moment.Site;
        int common = outside;
        while (common < at.Loops.Count && common < change.Loops.Count && at.Loops[common] == change.Loops[common]) common++;
        List<IndexForm?> written = [.. target.Indices.Select(bounds.Of)];
        if (change.Index > (moment.After ? at.End : at.Index - 1) && !IsApart(read, written, change, common, advancing: null)) return false;
        for (int level = outside; level < common; level++)
            if (change.Loops[level].Statement is not For loop || !IsApart(read, written, change, level + 1, loop)) return false;
        return true;
    }

    /// <param name="read">The indices that are read.</param>
    /// <param name="written">The indices that are written.</param>
    /// <param name="change">The statement that writes.</param>
    /// <param name="depth">How many loops around it are in an iteration that is known.</param>
    /// <param name="advancing">The last of these, where it is in a later iteration than when it is read.</param>
    private bool IsApart(List<IndexForm?> read, List<IndexForm?> written, Site change, int depth, For? advancing)
    {
        for (int i = 0; i < read.Count; i++)
        {
            if (read[i] is not { } place || written[i] is not { } index) continue;
            if (Bound(index, change, depth, advancing, isLow: true) is { } low && Step(low) is >= 0 and var up && bounds.IsAtMost(place.Plus(IndexForm.Of(1)), low.Plus(IndexForm.Of(up)))) return true;
            if (Bound(index, change, depth, advancing, isLow: false) is { } high && Step(high) is <= 0 and var down && bounds.IsAtMost(high.Plus(IndexForm.Of(1 + down)), place)) return true;
        }

        return false;

        long Step(IndexForm form) => advancing is null ? 0 : advancing.Step * FactorOf(form, advancing.Counter);
    }

    private static long FactorOf(IndexForm form, Variable counter) => form.Terms.FirstOrDefault(term => term.Atom.Equals(counter))?.Factor ?? 0;

    /// <summary>
    /// The least or greatest index over the iterations of the loops inside, in terms of what is the same whenever the loops around are in the known iterations; null where there is none.
    /// </summary>
    private IndexForm? Bound(IndexForm index, Site change, int depth, For? advancing, bool isLow)
    {
        for (int inner = change.Loops.Count - 1; inner >= depth; inner--)
        {
            if (change.Loops[inner].Statement is not For loop || FactorOf(index, loop.Counter) is not (not 0 and var factor)) continue;
            if (bounds.CountersOf(loop) is not { } counters) return null;
            IndexForm end = factor > 0 == isLow ? counters.Low : counters.High.Plus(IndexForm.Of(-1));
            index = index.Plus(IndexForm.Of(loop.Counter), -factor).Plus(end, factor);
        }

        Site? varying = advancing is not null ? change.Loops[depth - 1] : depth < change.Loops.Count ? change.Loops[depth] : null;
        return index.Terms.All(term => term.Atom.Equals(advancing?.Counter) || !term.Atom.DescendantsAndSelf().OfType<Variable>().Any(IsOfLoop)) ? index : null;

        bool IsOfLoop(Variable variable) => varying is not null && timeline.IsAssignedIn(variable, varying);
    }
}

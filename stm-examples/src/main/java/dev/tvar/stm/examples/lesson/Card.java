package dev.tvar.stm.examples.lesson;

import org.jspecify.annotations.Nullable;

/**
 * The name of a lesson and the point that it shows; immutable.
 *
 * @param id a letter, which is the chapter, and a number: {@code B3}
 * @param name the word on the command line, in small letters
 * @param about one line, without a full stop
 * @param question the question that it answers
 * @param shows the point to observe
 * @param crew the threads whose number the user can choose; null if the lesson has a fixed number of threads
 */
public record Card(
        String id,
        String name,
        String about,
        String question,
        String shows,
        @Nullable Crew crew) {
    /**
     * Threads of variable number.
     *
     * @param who their name in the lesson: "philosophers"
     * @param least the smallest number that makes sense
     * @param usual the default number
     * @param most the greatest number that ends in reasonable time
     */
    public record Crew(String who, int least, int usual, int most) {}

    /**
     * A card without question, answer and crew.
     *
     * @param id a letter and a number
     * @param name the word on the command line
     * @param about one line
     * @return the card
     */
    public static Card of(String id, String name, String about) {
        return new Card(id, name, about, "", "", null);
    }

    /**
     * This card with a question.
     *
     * @param newQuestion one sentence, with its question mark
     * @return a new card
     */
    public Card asks(String newQuestion) {
        return new Card(id, name, about, newQuestion, shows, crew);
    }

    /**
     * This card with the point to observe.
     *
     * @param newShows sentences
     * @return a new card
     */
    public Card shows(String newShows) {
        return new Card(id, name, about, question, newShows, crew);
    }

    /**
     * This card with a crew.
     *
     * @param who their name
     * @param least the smallest number
     * @param usual the default number
     * @param most the greatest number
     * @return a new card
     */
    public Card threads(String who, int least, int usual, int most) {
        return new Card(id, name, about, question, shows, new Crew(who, least, usual, most));
    }
}
